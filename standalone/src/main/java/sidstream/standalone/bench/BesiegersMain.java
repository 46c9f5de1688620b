// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sidstream.testkit.SlowSenders;

/**
 * Slow senders in a process of their own, until it is told to end. Its arguments are the port, the
 * path, and how many they are. Prints when all have come, and at the end what became of them.
 */
final class BesiegersMain {

  private static final long LOOK_MS = 20;

  /** As long as the longest of them is let stay: then as many are ended in every second. */
  private static final Duration COMING = Duration.ofSeconds(10);

  private BesiegersMain() {}

  public static void main(String[] args) throws InterruptedException {
    int many = Integer.parseInt(args[2]);
    SlowSenders slow = new SlowSenders(Integer.parseInt(args[0]), args[1], many, COMING, true);
    slow.start();
    while (slow.least() == 0) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    System.out.println(slow.open() + " slow connections");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> tell(slow)));
    new CountDownLatch(1).await();
  }

  private static void tell(SlowSenders slow) {
    System.out.printf(
        "%d at least, %d at the end, ended: %s%n", slow.least(), slow.open(), slow.endings());
  }
}
