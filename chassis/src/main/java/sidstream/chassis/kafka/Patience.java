// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.kafka;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.run.StartException;

/** Repeats a step against a server that may still be starting, within a bound. */
final class Patience {

  private static final long INTERVAL_MS = 500;
  private static final int SERVER_ERROR = 500;

  private final Duration bound;
  private final Consumer<String> out;

  /** One attempt. */
  interface Step {
    void run() throws Exception;
  }

  /**
   * @param bound after which the next failure is final
   * @param out is told once what is waited for, and why
   */
  Patience(Duration bound, Consumer<String> out) {
    this.bound = bound;
    this.out = out;
  }

  /**
   * @param server who is asked, for messages
   * @throws StartException when it is not there in time, or refuses
   */
  void with(String server, Step step) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    boolean told = false;
    while (true) {
      Throwable fault = fault(step);
      if (fault == null) {
        return;
      }
      if (!isPassing(fault)) {
        throw new StartException(server + " refuses: " + fault.getMessage(), fault);
      }
      if (System.nanoTime() > deadline) {
        String waited = " is not there after " + bound.toSeconds() + " s: ";
        throw new StartException(server + waited + fault.getMessage(), fault);
      }
      if (!told) {
        out.accept("waiting for " + server + ": " + fault.getMessage());
        told = true;
      }
      TimeUnit.MILLISECONDS.sleep(INTERVAL_MS);
    }
  }

  private static @Nullable Throwable fault(Step step) throws InterruptedException {
    try {
      step.run();
      return null;
    } catch (InterruptedException e) {
      throw e;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (Exception e) {
      return e;
    }
  }

  /** A plain KafkaException comes from a client that cannot resolve its servers' names yet. */
  private static boolean isPassing(Throwable fault) {
    return fault instanceof RetriableException
        || (fault instanceof KafkaException && !(fault instanceof ApiException))
        || fault instanceof IOException
        || (fault instanceof RestClientException answer && answer.getStatus() >= SERVER_ERROR);
  }
}
