// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.time.Clock;
import java.time.Duration;
import sidstream.chassis.run.AppMain;
import sidstream.ingest.Gateway;
import sidstream.ingest.GatewayConfig;

/**
 * The gateway with a clock that is slow by so many milliseconds, its argument: its minutes are as
 * old as those on which the ledger passes judgement, without waiting for that.
 */
final class SlowClockGatewayMain {

  private SlowClockGatewayMain() {}

  public static void main(String[] args) {
    Duration slow = Duration.ofMillis(Long.parseLong(args[0]));
    Clock clock = Clock.offset(Clock.systemUTC(), slow.negated());
    new AppMain<>(
            GatewayConfig.class,
            GatewayConfig::ops,
            (config, ops) -> Gateway.of(config, ops, clock).app())
        .runAndExit();
  }
}
