// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a stream thread that meets a fault which no record is to blame for. */
class StreamsPartTest {

  static Stream<Throwable> passing() {
    return Stream.of(
        new TimeoutException("the broker is slow"),
        new DisconnectException("the broker went"),
        new StreamsException("while sending", new NotEnoughReplicasException("a broker is away")),
        new SerializationException("registry", new ConnectException("refused")),
        new StreamsException(new SerializationException("registry", new IOException("reset"))));
  }

  static Stream<Throwable> lasting() {
    return Stream.of(
        new NullPointerException("a bug"),
        new StreamsException(new IllegalStateException("a bug")),
        new SerializationException("stored interaction has format 9"),
        new ProcessorStateException("the disk is full"),
        new AuthorizationException("not allowed to write"),
        new OutOfMemoryError());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void aPassingFaultReplacesTheThread(Throwable fault) {
    assertThat(StreamsPart.response(fault)).isEqualTo(REPLACE_THREAD);
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void anyOtherEndsTheClientAndSoTheProcess(Throwable fault) {
    assertThat(StreamsPart.response(fault)).isEqualTo(SHUTDOWN_CLIENT);
  }
}
