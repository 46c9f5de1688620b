// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

/** What must hold, checked in every VM, with or without {@code -ea}. */
final class Claim {

  private Claim() {}

  static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
