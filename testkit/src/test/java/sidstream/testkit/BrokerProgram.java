// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A broker as a process, to be killed: its arguments are data directory, port, controller port. */
final class BrokerProgram {

  private BrokerProgram() {}

  public static void main(String[] args) throws InterruptedException {
    int port = Integer.parseInt(args[1]);
    int controllerPort = Integer.parseInt(args[2]);
    Map<String, String> more =
        Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    new KafkaBroker(
            new KafkaBroker.Settings(Path.of(args[0]), "127.0.0.1", port, controllerPort), more)
        .start();
    new CountDownLatch(1).await();
  }
}
