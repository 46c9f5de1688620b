// SPDX-License-Identifier: Apache-2.0
package sidstream.sink;

import sidstream.chassis.run.AppMain;

/** Runs the CRM sink as a process of its own. */
public final class SinkMain {

  private SinkMain() {}

  public static void main(String[] args) {
    new AppMain<>(SinkConfig.class, SinkConfig::ops, Sink::wire).runAndExit();
  }
}
