// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.Topics;
import sidstream.schemas.record.CallAttempt;
import sidstream.schemas.record.ContactCall;
import sidstream.stream.interaction.Attempts;
import sidstream.stream.topology.ContactCodec.Contact;
import sidstream.stream.topology.Outputs.Target;

/**
 * Numbers the calls that campaigns made to a contact, on the partition where all of them meet, and
 * tells each call whose number is new. A contact that is silent for the time to live is forgotten:
 * all of them are looked through, round after round, some in a second.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class NumberProcessor implements Processor<String, byte[], String, SpecificRecord> {

  private static final Duration EACH_SECOND = Duration.ofSeconds(1);

  /** A million contacts on twelve partitions are looked through in less than six minutes. */
  private static final int PER_LOOK = 250;

  private final SideRecords<ContactCall> records;
  private final Target<CallAttempt> attempts;
  private final Duration timeToLive;
  private final WallClock clock = new WallClock();

  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, Contact> contacts;
  private Outputs outputs;

  /** Where the next look begins; at the first contact where there is none. */
  private @Nullable String from;

  NumberProcessor(Topics topics, SideRecords<ContactCall> records, Duration timeToLive) {
    this.records = records;
    this.attempts = new Target<>(Names.CALL_ATTEMPTS_OUT, topics.callAttempts);
    this.timeToLive = timeToLive;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    contacts = context.getStateStore(Names.CONTACT_STORE);
    outputs = new Outputs(context);
    clock.each(context, EACH_SECOND, this::forgetTheSilent);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    records.read(record.value()).ifPresent(this::number);
  }

  private void number(ContactCall call) {
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    String key = ContactKey.of(call);
    Contact known = contacts.get(key);
    Attempts before = known == null ? Attempts.NONE : known.attempts();
    Attempts after = before.with(new Attempts.Call(call.getSid(), call.getMadeAt()));
    contacts.put(key, new Contact(now, after));
    after
        .toTell(before, call.getSid())
        .forEach((sid, number) -> tell(call.getSource(), sid, number, now));
  }

  private void tell(String source, String sid, int number, Instant now) {
    String id = source + ':' + sid + '#' + number;
    outputs.send(attempts, sid, new CallAttempt(source, sid, number), id, now);
  }

  private void forgetTheSilent(Instant now) {
    List<String> silent = new ArrayList<>();
    int looked = 0;
    try (KeyValueIterator<String, Contact> rest = contacts.range(from, null)) {
      for (; looked < PER_LOOK && rest.hasNext(); looked++) {
        KeyValue<String, Contact> next = rest.next();
        if (!next.value.seenAt().plus(timeToLive).isAfter(now)) {
          silent.add(next.key);
        }
      }
      from = rest.hasNext() ? rest.peekNextKey() : null;
    }
    silent.forEach(contacts::delete);
  }
}
