// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import org.jspecify.annotations.Nullable;
import sidstream.schemas.Status;

/**
 * What a flow knows of a call: how it got on ({@code CallType}) and how the party it dialled
 * answered ({@code DialCallStatus}).
 */
final class FlowOutcome {

  private FlowOutcome() {}

  /**
   * @param type how the call got on: completed, client-hangup, incomplete, call-attempt, voicemail
   * @param dialled status of the party that the flow dialled
   * @param call status of the call, where the flow says it
   */
  static Status of(@Nullable String type, @Nullable String dialled, @Nullable String call) {
    Status dial = StatusWords.ofCall(dialled);
    return switch (type == null ? "" : StatusWords.step(type)) {
      case "completed" -> dial == Status.UNKNOWN ? Status.COMPLETED : dial;
      case "client-hangup" -> dial == Status.COMPLETED ? dial : Status.CANCELED;
      case "incomplete" -> isFailure(dial) ? dial : Status.NO_ANSWER;
      case "call-attempt" -> Status.IN_PROGRESS;
      case "voicemail" -> Status.NO_ANSWER;
      default -> call == null ? dial : StatusWords.ofCall(call);
    };
  }

  private static boolean isFailure(Status dial) {
    return dial == Status.BUSY || dial == Status.FAILED;
  }
}
