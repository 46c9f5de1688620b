// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sidstream.chassis.run.StartException;

@Timeout(60)
class PatienceTest {

  private final List<String> said = new ArrayList<>();
  private final Deque<Exception> faults = new ArrayDeque<>();

  @Test
  void whatPassesIsWaitedForAndToldOnce() throws Exception {
    faults.add(new KafkaException("cannot resolve broker"));
    faults.add(new ExecutionException(new TimeoutException("no node")));
    faults.add(new ConnectException("refused"));
    faults.add(new RestClientException("starting", 503, 503));
    patience("PT30S").with("the server", this::attempt);
    assertThat(faults).isEmpty();
    assertThat(said).containsExactly("waiting for the server: cannot resolve broker");
  }

  @Test
  void aRefusalIsFinal() {
    faults.add(new ExecutionException(new InvalidReplicationFactorException("3 of 1")));
    assertThatThrownBy(() -> patience("PT30S").with("the broker", this::attempt))
        .isInstanceOf(StartException.class)
        .hasMessage("the broker refuses: 3 of 1");
    faults.add(new RestClientException("incompatible", 409, 409));
    assertThatThrownBy(() -> patience("PT30S").with("the registry", this::attempt))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("the registry refuses: incompatible");
    assertThat(said).isEmpty();
  }

  @Test
  void itEnds() {
    faults.add(new ConnectException("refused"));
    faults.add(new ConnectException("refused"));
    assertThatThrownBy(() -> patience("PT0S").with("the registry", this::attempt))
        .isInstanceOf(StartException.class)
        .hasMessage("the registry is not there after 0 s: refused");
    assertThat(faults).hasSize(1);
  }

  private void attempt() throws Exception {
    if (!faults.isEmpty()) {
      throw faults.remove();
    }
  }

  private Patience patience(String bound) {
    return new Patience(Duration.parse(bound), said::add);
  }
}
