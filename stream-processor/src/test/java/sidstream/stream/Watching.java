// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import sidstream.stream.alert.Watch;

/** Opens the reading of settings to tests of other packages. */
public final class Watching {

  private Watching() {}

  public static Watch of(StreamConfig config) {
    return Alerts.watch(
        config.alerts(), config.businessHours(), config.interactions().timeToLive());
  }
}
