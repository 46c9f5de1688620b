// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import sidstream.schemas.record.RateTally;
import sidstream.schemas.record.RateWindow;
import sidstream.stream.rates.Metric;
import sidstream.stream.rates.Tally;
import sidstream.stream.rates.Tally.Calls;
import sidstream.stream.rates.Tally.Messages;

/** Tallies in the stores and on the topics. */
final class TallyCodec {

  private static final int NUMBERS = 10;
  private static final int WINDOW_SECONDS = 60;

  private TallyCodec() {}

  /**
   * A tally and how often it changed.
   *
   * @param revision from 1
   */
  record Counted(Tally tally, int revision) {

    static final Counted NEVER = new Counted(Tally.ZERO, 0);

    Counted plus(Tally more) {
      return new Counted(tally.plus(more), revision + 1);
    }
  }

  static Serde<Counted> serde() {
    return Serdes.serdeFrom(
        (topic, counted) -> counted == null ? null : toBytes(counted),
        (topic, bytes) -> bytes == null ? null : fromBytes(bytes));
  }

  private static byte[] toBytes(Counted counted) {
    Calls calls = counted.tally().calls();
    Messages messages = counted.tally().messages();
    return ByteBuffer.allocate(NUMBERS * Long.BYTES)
        .putLong(calls.connected())
        .putLong(calls.busy())
        .putLong(calls.noAnswer())
        .putLong(calls.failed())
        .putLong(calls.canceled())
        .putLong(calls.talkSeconds())
        .putLong(messages.delivered())
        .putLong(messages.accepted())
        .putLong(messages.failed())
        .putLong(counted.revision())
        .array();
  }

  private static Counted fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Calls calls =
        new Calls(
            in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    Messages messages = new Messages(in.getLong(), in.getLong(), in.getLong());
    return new Counted(new Tally(calls, messages), (int) in.getLong());
  }

  static RateTally record(String scope, Instant minute, Tally tally) {
    return RateTally.newBuilder()
        .setScope(scope)
        .setMinute(minute)
        .setCallsConnected(tally.calls().connected())
        .setCallsBusy(tally.calls().busy())
        .setCallsNoAnswer(tally.calls().noAnswer())
        .setCallsFailed(tally.calls().failed())
        .setCallsCanceled(tally.calls().canceled())
        .setTalkSeconds(tally.calls().talkSeconds())
        .setSmsDelivered(tally.messages().delivered())
        .setSmsAccepted(tally.messages().accepted())
        .setSmsFailed(tally.messages().failed())
        .build();
  }

  static Tally tally(RateTally record) {
    return new Tally(
        new Calls(
            record.getCallsConnected(),
            record.getCallsBusy(),
            record.getCallsNoAnswer(),
            record.getCallsFailed(),
            record.getCallsCanceled(),
            record.getTalkSeconds()),
        new Messages(record.getSmsDelivered(), record.getSmsAccepted(), record.getSmsFailed()));
  }

  static RateWindow window(String scope, Instant minute, Counted counted) {
    Tally tally = counted.tally();
    return RateWindow.newBuilder()
        .setScope(scope)
        .setMinute(minute)
        .setWindowSeconds(WINDOW_SECONDS)
        .setRevision(counted.revision())
        .setCallsAttempted(whole(Metric.CALLS_ATTEMPTED, tally))
        .setCallsConnected(tally.calls().connected())
        .setCallsBusy(tally.calls().busy())
        .setCallsNoAnswer(tally.calls().noAnswer())
        .setCallsFailed(tally.calls().failed())
        .setCallsCanceled(tally.calls().canceled())
        .setTalkSeconds(tally.calls().talkSeconds())
        .setSmsDelivered(tally.messages().delivered())
        .setSmsAccepted(tally.messages().accepted())
        .setSmsFailed(tally.messages().failed())
        .setConnectRate(Metric.CONNECT_RATE.of(tally))
        .setSmsEnded(whole(Metric.SMS_ENDED, tally))
        .setDeliveryRate(Metric.DELIVERY_RATE.of(tally))
        .build();
  }

  private static long whole(Metric metric, Tally tally) {
    Double value = metric.of(tally);
    return value == null ? 0 : value.longValue();
  }
}
