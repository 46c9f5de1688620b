// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.util.List;

/** What the compositions of verifiers have in common. */
final class Parts {

  private Parts() {}

  /**
   * @throws IllegalArgumentException when there are none: all of none would take everything
   */
  static List<Verifier> checked(List<Verifier> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("at least one verifier is required");
    }
    return List.copyOf(parts);
  }

  static boolean needBody(List<Verifier> parts) {
    return parts.stream().anyMatch(Verifier::needsBody);
  }

  static boolean arePresented(List<Verifier> parts, Attempt attempt) {
    return parts.stream().anyMatch(part -> part.isPresented(attempt));
  }
}
