// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static sidstream.stream.Events.TEN;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All times in minutes before or after the append, at ten. */
class EventTimeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "-1, 0, -1",
    "-59, -59, -59", // waited in the producer: the gateway is believed
    "-61, -61, 0", // its clock is behind
    "-180, 0, -180", // waited on disk for three hours
    "120, 120, 0", // its clock is ahead
    "-120, -120, 0", // or behind
    "-300, -120, -180", // behind by two hours, and waited for three
    "30, 30, 0", // ahead by less than an hour: never later than the append
    "10, -200, 0", // its clock went back while it waited
  })
  void anEventCountsWhenItWasReceived(long received, long sent, long counts) {
    assertThat(EventTime.of(minutes(received), minutes(sent), TEN)).isEqualTo(minutes(counts));
  }

  @Test
  void withoutATimeOfSendingTheGatewayIsBelievedUpToTheAppend() {
    assertThat(EventTime.of(minutes(-600), TEN)).isEqualTo(minutes(-600));
    assertThat(EventTime.of(minutes(1), TEN)).isEqualTo(TEN);
  }

  private static Instant minutes(long minutes) {
    return TEN.plus(Duration.ofMinutes(minutes));
  }
}
