// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One simulated message: a single callback when its fate is known. */
final class Message {

  private static final int JSON_IN = 5;

  private final Contact contact;
  private final Fate fate;
  private final Random random;

  Message(Contact contact, Fate fate, Random random) {
    this.contact = contact;
    this.fate = fate;
    this.random = random;
  }

  Fate fate() {
    return fate;
  }

  Webhook ends(Instant now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("SmsSid", Contact.newSid(random, now));
    fields.put("To", contact.dialled());
    fields.put("Status", fate.word);
    fields.put("SmsUnits", "1");
    fields.put("DetailedStatus", fate.detail);
    fields.put("DetailedStatusCode", Integer.toString(fate.code));
    fields.put("DateSent", fate.neverSent() ? Times.NONE : Times.local(now));
    fields.put("CustomField", "offer-" + contact.lead());
    WireForm form = random.nextInt(JSON_IN) == 0 ? WireForm.JSON : WireForm.FORM;
    WireForm.Written written = form.write(fields, random);
    return new Webhook("sms", contact.query(), written.contentType(), written.body());
  }
}
