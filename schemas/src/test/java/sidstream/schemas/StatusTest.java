// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatusTest {

  @ParameterizedTest
  @CsvSource({
    "completed,COMPLETED",
    "Completed,COMPLETED",
    "no-answer,NO_ANSWER",
    "no_answer,NO_ANSWER",
    "InProgress,IN_PROGRESS",
    "in progress,IN_PROGRESS",
    "cancelled,CANCELED",
    "canceled,CANCELED",
    "failed_dnd,FAILED_DND",
    "failed-dnd,FAILED_DND",
    "teleported,UNKNOWN",
    "'',UNKNOWN",
  })
  void everySpellingSeenIsUnderstood(String spelling, Status status) {
    assertThat(Status.of(spelling)).isEqualTo(status);
  }

  @Test
  void aMissingStatusIsUnknown() {
    assertThat(Status.of(null)).isEqualTo(Status.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource
  void aWordLeadsBackToItsStatus(Status status) {
    assertThat(Status.of(status.word())).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource
  void noStatusUnderWayOutranksATerminalOne(Kind kind) {
    int lowestEnd = Integer.MAX_VALUE;
    int highestUnderWay = 0;
    for (Status status : Status.values()) {
      StatusMeaning meaning = StatusMeaning.of(kind, status);
      if (meaning.terminal()) {
        lowestEnd = Math.min(lowestEnd, meaning.rank());
      } else {
        highestUnderWay = Math.max(highestUnderWay, meaning.rank());
      }
    }
    assertThat(highestUnderWay).isLessThan(lowestEnd);
  }
}
