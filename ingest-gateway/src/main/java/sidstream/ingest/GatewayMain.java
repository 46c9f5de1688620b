// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import sidstream.chassis.run.AppMain;

/** Runs the gateway as a process. */
public final class GatewayMain {

  private GatewayMain() {}

  public static void main(String[] args) {
    new AppMain<>(GatewayConfig.class, GatewayConfig::ops, Gateway::wire).runAndExit();
  }
}
