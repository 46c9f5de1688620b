// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import sidstream.testkit.KafkaBroker;

/**
 * The broker of a measurement as a process: data directory, port and controller port are its
 * arguments.
 */
final class BrokerMain {

  private BrokerMain() {}

  public static void main(String[] args) throws InterruptedException {
    int port = Integer.parseInt(args[1]);
    int controller = Integer.parseInt(args[2]);
    KafkaBroker broker =
        new KafkaBroker(new KafkaBroker.Settings(Path.of(args[0]), Rig.HOST, port, controller));
    broker.start();
    new CountDownLatch(1).await();
  }
}
