// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sidstream.sink.delivery.DeliveryResult;
import sidstream.sink.delivery.DeliveryResult.Delivered;

/** What every adapter promises. Its test provides an adapter whose CRM takes everything. */
@Timeout(60)
public interface CrmContract {

  Crm crm();

  @Test
  default void theNameIsAShortWord() {
    assertThat(crm().name()).matches("[a-z][a-z0-9-]{1,30}");
  }

  @Test
  default void whatTheCrmTakesIsDelivered() throws Exception {
    assertThat(crm().deliver(activity("c0ffee"), "exotel:c0ffee:terminal:1"))
        .isInstanceOf(Delivered.class);
  }

  @Test
  default void aRepeatIsNoFault() throws Exception {
    Crm crm = crm();
    crm.deliver(activity("c0ffee"), "exotel:c0ffee:terminal:1");
    assertThat(crm.deliver(activity("c0ffee"), "exotel:c0ffee:terminal:1"))
        .isInstanceOf(Delivered.class);
  }

  @Test
  default void manyThreadsDeliverAtOnce() throws Exception {
    Crm crm = crm();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<DeliveryResult>> calls =
        IntStream.range(0, 40)
            .mapToObj(i -> (Callable<DeliveryResult>) () -> crm.deliver(activity("s" + i), "k" + i))
            .toList();
    for (Future<DeliveryResult> result : threads.invokeAll(calls)) {
      assertThat(result.get()).isInstanceOf(Delivered.class);
    }
    threads.shutdown();
  }

  private static Activity activity(String sid) {
    return new Activity(sid, "terminal", "completed", "{\"sid\":\"" + sid + "\"}");
  }
}
