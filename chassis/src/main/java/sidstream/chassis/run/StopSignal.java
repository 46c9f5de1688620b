// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to stop, from SIGTERM, SIGINT or {@link #stop}: the process drains and ends with an exit
 * code of its own instead of the signal's.
 */
public final class StopSignal {

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  /** Lets the process' signals ask for the stop. */
  public StopSignal listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "stop"));
    return this;
  }

  public void stop() {
    asked.countDown();
  }

  /** Returns true as soon as the stop is asked for, false after the bound. */
  public boolean await(Duration bound) throws InterruptedException {
    return asked.await(bound.toMillis(), TimeUnit.MILLISECONDS);
  }

  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Ends the process with this exit code, see {@link ExitCode}. */
  public void exit(int code) {
    // halt, not exit: inside a shutdown, exit would wait for the hook that waits for us
    Runtime.getRuntime().halt(code);
  }

  /** Waits until {@link #exit} halts: were it let go before, the signal's exit code could win. */
  private void stopAndWait() {
    stop();
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
