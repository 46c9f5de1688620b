// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A broker as a process, to be measured or killed: data directory, port and controller port are its
 * arguments, then settings of Kafka, {@code name=value} each.
 */
public final class BrokerMain {

  private BrokerMain() {}

  public static void main(String[] args) throws InterruptedException {
    int port = Integer.parseInt(args[1]);
    int controller = Integer.parseInt(args[2]);
    Map<String, String> more =
        Stream.of(args)
            .skip(3)
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    KafkaBroker broker =
        new KafkaBroker(
            new KafkaBroker.Settings(Path.of(args[0]), "127.0.0.1", port, controller), more);
    broker.start();
    new CountDownLatch(1).await();
  }
}
