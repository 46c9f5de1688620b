// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One simulated two-leg call: an agent is dialled first, then the contact. {@code answered} comes
 * once per leg that picks up, {@code terminal} once, and the campaign reports the end on its own.
 */
final class Call {

  private static final List<WireForm> FORMS =
      List.of(WireForm.MULTIPART, WireForm.MULTIPART, WireForm.JSON, WireForm.FORM);

  private final Contact contact;
  private final Ending ending;
  private final WireForm form;
  private final Random random;
  private final String agent;
  private final String exophone;
  private String sid = "";
  private Instant started = Instant.EPOCH;
  private Instant agentAnswered = Instant.EPOCH;
  private Instant contactAnswered = Instant.EPOCH;
  private Instant ended = Instant.EPOCH;

  Call(Contact contact, Ending ending, Random random) {
    this.contact = contact;
    this.ending = ending;
    this.random = random;
    this.form = FORMS.get(random.nextInt(FORMS.size()));
    this.agent = "088888800%02d".formatted(10 + random.nextInt(12));
    this.exophone = "0809999998" + random.nextInt(2);
  }

  /**
   * @param place when the campaign comes to this contact
   * @return when the call is over
   */
  double enter(Agenda agenda, double place) {
    double next = place + between(4, 20);
    if (ending != Ending.FAILED) {
      agenda.add(next, this::agentAnswers);
      next += between(8, 30);
    }
    if (ending == Ending.COMPLETED) {
      agenda.add(next, this::contactAnswers);
      next += between(15, 110);
    }
    agenda.add(next, this::ends);
    agenda.add(next + between(0.5, 6), this::campaignReports);
    return next;
  }

  Contact contact() {
    return contact;
  }

  Ending ending() {
    return ending;
  }

  /** Known once it has ended. */
  int talkSeconds() {
    return ending == Ending.COMPLETED ? Math.max(1, seconds(contactAnswered, ended)) : 0;
  }

  private Webhook agentAnswers(Instant now) {
    begin(now);
    agentAnswered = now;
    return post(answered(now, null));
  }

  private Webhook contactAnswers(Instant now) {
    contactAnswered = now;
    return post(answered(now, "in-progress"));
  }

  private Webhook ends(Instant now) {
    if (ending == Ending.FAILED) {
      begin(now);
    }
    ended = now;
    Map<String, @Nullable Object> fields = head("terminal", ending.word, now);
    fields.put("EndTime", Times.local(now));
    fields.put("ConversationDuration", talkSeconds());
    fields.put("Direction", "outbound-api");
    fields.put("CustomField", "order-" + contact.lead());
    if (ending == Ending.COMPLETED) {
      fields.put("RecordingUrl", "https://recordings.example.com/demo/" + sid + ".mp3");
    }
    fields.put("Legs", endedLegs(now));
    return post(fields);
  }

  private List<Map<String, @Nullable Object>> endedLegs(Instant now) {
    int agentSeconds = ending == Ending.FAILED ? 0 : seconds(agentAnswered, now);
    return List.of(leg(agentSeconds, ending.agentLeg), leg(talkSeconds(), ending.contactLeg));
  }

  private Webhook campaignReports(Instant now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("campaign_sid", contact.campaign());
    fields.put("call_sid", sid);
    fields.put("date_created", Times.zoned(started));
    fields.put("date_updated", Times.zoned(now));
    fields.put("number", contact.e164());
    fields.put("status", ending.word);
    WireForm.Written written = WireForm.JSON.write(fields, random);
    return new Webhook("campaign", contact.query(), written.contentType(), written.body());
  }

  private void begin(Instant now) {
    sid = Contact.newSid(random, now);
    started = now.minusSeconds(2 + random.nextInt(6));
  }

  private Map<String, @Nullable Object> answered(Instant now, @Nullable String contactLeg) {
    Map<String, @Nullable Object> fields = head("answered", "in-progress", now);
    fields.put("EndTime", null);
    fields.put("ConversationDuration", null);
    fields.put("Direction", "outbound-api");
    fields.put("Legs", List.of(leg(null, "in-progress"), leg(null, contactLeg)));
    return fields;
  }

  private Map<String, @Nullable Object> head(String event, String status, Instant now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("CallSid", sid);
    fields.put("EventType", event);
    fields.put("DateCreated", Times.local(started));
    fields.put("DateUpdated", Times.local(now));
    fields.put("Status", status);
    fields.put("To", contact.dialled());
    fields.put("From", agent);
    fields.put("PhoneNumberSid", exophone); // the number, in spite of its name
    fields.put("StartTime", Times.local(started));
    return fields;
  }

  private static Map<String, @Nullable Object> leg(
      @Nullable Integer seconds, @Nullable String status) {
    Map<String, @Nullable Object> leg = new LinkedHashMap<>();
    leg.put("OnCallDuration", seconds);
    leg.put("Status", status);
    return leg;
  }

  private Webhook post(Map<String, @Nullable Object> fields) {
    WireForm.Written written = form.write(fields, random);
    return new Webhook("call", contact.query(), written.contentType(), written.body());
  }

  private double between(double least, double most) {
    return least + random.nextDouble() * (most - least);
  }

  private static int seconds(Instant from, Instant to) {
    return (int) Duration.between(from, to).toSeconds();
  }
}
