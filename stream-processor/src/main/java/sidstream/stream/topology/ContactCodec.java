// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import sidstream.stream.interaction.Attempts;
import sidstream.stream.interaction.Attempts.Call;

/**
 * A contact's calls as bytes in the store and its changelog: a byte that names the format first.
 */
final class ContactCodec {

  private static final int FORMAT = 1;

  private ContactCodec() {}

  /**
   * What is stored of a contact.
   *
   * @param seenAt when something was told of it last, by the processor's clock
   */
  record Contact(Instant seenAt, Attempts attempts) {}

  static Serde<Contact> serde() {
    return Serdes.serdeFrom(
        (topic, contact) -> contact == null ? null : toBytes(contact),
        (topic, bytes) -> bytes == null ? null : fromBytes(bytes));
  }

  private static byte[] toBytes(Contact contact) {
    StateWriter out = new StateWriter("");
    out.octet(FORMAT);
    out.base(contact.seenAt());
    out.time(contact.seenAt());
    out.number(contact.attempts().calls().size());
    for (Call call : contact.attempts().calls()) {
      out.text(call.sid());
      out.time(call.madeAt());
    }
    return out.toBytes();
  }

  private static Contact fromBytes(byte[] bytes) {
    StateReader in = new StateReader("", bytes);
    int format = in.octet();
    if (format != FORMAT) {
      throw new SerializationException(
          "stored contact has format " + format + ", this release knows " + FORMAT);
    }
    in.base();
    Instant seenAt = in.time();
    List<Call> calls = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      calls.add(new Call(in.text(), in.time()));
    }
    return new Contact(seenAt, new Attempts(calls));
  }
}
