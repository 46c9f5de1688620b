// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import sidstream.schemas.Topics;
import sidstream.schemas.record.CallAttempt;
import sidstream.schemas.record.ContactCall;
import sidstream.stream.interaction.Attempts;
import sidstream.stream.topology.ContactCodec.Contact;
import sidstream.stream.topology.Outputs.Target;

/**
 * Numbers the calls that campaigns made to a contact, on the partition where all of them meet, and
 * tells each call whose number is new. A contact that is silent for the time to live is forgotten.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class NumberProcessor implements Processor<String, byte[], String, SpecificRecord> {

  private static final Duration EACH_SECOND = Duration.ofSeconds(1);
  private static final int PER_LOOK = 1_000;

  private final SideRecords<ContactCall> records;
  private final Target<CallAttempt> attempts;
  private final Duration timeToLive;

  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, Contact> contacts;
  private Agenda agenda;
  private Outputs outputs;

  NumberProcessor(Topics topics, SideRecords<ContactCall> records, Duration timeToLive) {
    this.records = records;
    this.attempts = new Target<>(Names.CALL_ATTEMPTS_OUT, topics.callAttempts);
    this.timeToLive = timeToLive;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    contacts = context.getStateStore(Names.CONTACT_STORE);
    agenda = new Agenda(context.getStateStore(Names.CONTACT_AGENDA_STORE));
    outputs = new Outputs(context);
    context.schedule(
        EACH_SECOND,
        PunctuationType.WALL_CLOCK_TIME,
        now -> forgetTheSilent(Instant.ofEpochMilli(now)));
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
    if (known == null) {
      agenda.add(now.plus(timeToLive), key, false);
    }
    after
        .toTell(before, call.getSid())
        .forEach((sid, number) -> tell(call.getSource(), sid, number, now));
  }

  private void tell(String source, String sid, int number, Instant now) {
    String id = source + ':' + sid + '#' + number;
    outputs.send(attempts, sid, new CallAttempt(source, sid, number), id, now);
  }

  private void forgetTheSilent(Instant now) {
    for (Agenda.Entry entry : agenda.take(now, PER_LOOK)) {
      Contact contact = contacts.get(entry.key());
      Instant until = contact == null ? now : contact.seenAt().plus(timeToLive);
      if (until.isAfter(now)) {
        agenda.add(until, entry.key(), false);
      } else {
        contacts.delete(entry.key());
      }
    }
  }
}
