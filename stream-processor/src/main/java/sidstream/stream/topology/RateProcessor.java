// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.ops.Meter;
import sidstream.chassis.ops.Meters;
import sidstream.schemas.Topics;
import sidstream.schemas.record.RateTally;
import sidstream.schemas.record.RateWindow;
import sidstream.stream.topology.Outputs.Target;
import sidstream.stream.topology.TallyCodec.Counted;

/**
 * Adds tallies up by minute and scope, and publishes every minute that changed. A minute that is
 * forgotten here keeps the numbers it was last published with: what comes for it would begin again
 * at nothing, and is counted as too old.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class RateProcessor implements Processor<String, RateTally, String, SpecificRecord> {

  private static final Logger log = LoggerFactory.getLogger(RateProcessor.class);
  private static final Duration EACH_HOUR = Duration.ofHours(1);

  private final Target<RateWindow> target;
  private final Meters meters;
  private final Duration kept;
  private final WallClock clock = new WallClock();

  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, Counted> minutes;
  private Outputs outputs;

  /**
   * @param kept how long a minute can still be corrected
   */
  RateProcessor(Topics topics, Meters meters, Duration kept) {
    this.target = new Target<>(Names.RATES, topics.rates);
    this.meters = meters;
    this.kept = kept;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    minutes = context.getStateStore(Names.RATE_STORE);
    outputs = new Outputs(context);
    clock.each(context, EACH_HOUR, now -> MinuteKey.forget(minutes, now.minus(kept)));
  }

  @Override
  public void process(Record<String, RateTally> record) {
    RateTally tally = record.value();
    if (tally.getCounts().isEmpty()) {
      return; // it tells of a campaign, and counts nothing
    }
    MinuteKey key = new MinuteKey(tally.getMinute(), tally.getScope());
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    if (key.minute().isBefore(now.minus(kept))) {
      log.atWarn()
          .addKeyValue("minute", key.minute())
          .addKeyValue("scope", key.scope())
          .log("a minute of the rates is too old to be corrected");
      meters.count(Meter.RATES_TOO_OLD);
      return;
    }
    Counted known = minutes.get(key.text());
    Counted counted =
        (known == null ? Counted.NEVER : known).plus(TallyCodec.tally(tally.getCounts()));
    minutes.put(key.text(), counted);
    outputs.send(
        target,
        key.scope(),
        TallyCodec.window(key.scope(), key.minute(), counted),
        key.text() + '#' + counted.revision(),
        Instant.ofEpochMilli(record.timestamp()));
    meters.count(Meter.RATE_UPDATES);
  }
}
