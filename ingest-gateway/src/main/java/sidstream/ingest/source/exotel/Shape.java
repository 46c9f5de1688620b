// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.Fingerprint;
import sidstream.ingest.source.RawWebhook;
import sidstream.ingest.source.Reading;
import sidstream.ingest.source.Reading.Quarantine;
import sidstream.ingest.source.Reading.Reason;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.record.WebhookEvent;

/** The shapes of Exotel's webhooks: where each has its Sid, and who reads it. */
enum Shape {
  CALL(CallStatus::fill, "CallSid"),
  CCM_CALL(CcmCall::fill, "call_details[call_sid]", "call_details[sid]"),
  PASSTHRU(Passthru::fill, "CallSid"),
  POPUP(Popup::fill, "CallSid"),
  WEBRTC(WebrtcCall::fill, "CallSid", "call_sid"),
  EXOML(
      ExomlEvent::fill,
      "data[call_sid]",
      "data[leg_sid]",
      "data[bridge_sid]",
      "action_sid",
      "event_sid"),
  LENT_NUMBER_CALL(LentNumberCall::fill, "call_sid"),
  ALLOCATION(Allocation::fill, "greenvn_id", "greenpin_id"),
  SMS(SmsStatus::fill, "SmsSid", "sms_sid"),
  SMS_INSTEAD_OF_RCS(SmsStatus::fill, "channel_sid", "message_sid", "sid"),
  SMS_CLICK(SmsClick::fill, "SmsSid", "sms_sid", "sid"),
  RECEIVED_SMS(ReceivedSms::fill, "SmsSid", "sms_sid"),
  WHATSAPP(Message::fillWhatsapp, "sid", "message_sid"),
  RCS(Message::fillRcs, "sid", "message_sid"),
  CAMPAIGN_CALL(CampaignCall::fill, "call_sid"),
  CAMPAIGN_CONTACT(CampaignContact::fill, "campaign_sid"),
  CAMPAIGN(CampaignStatus::fill, "campaign_sid"),
  HEARTBEAT(Heartbeat::fill);

  private static final int LONGEST_SID = 200;

  /** Reads what the shape knows into the event; Sid and fingerprint are there already. */
  @FunctionalInterface
  private interface Filler {
    void fill(FieldReader fields, WebhookEvent.Builder event);
  }

  @SuppressWarnings("ImmutableEnumChecker") // each is a method without state
  private final Filler filler;

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final String[] sidFields;

  /**
   * @param sidFields that may hold the Sid, most telling first; none where there is no Sid
   */
  Shape(Filler filler, String... sidFields) {
    this.filler = filler;
    this.sidFields = sidFields;
  }

  Reading read(RawWebhook raw, FieldReader fields) {
    String sid = sidFields.length == 0 ? Heartbeat.SID : fields.text(sidFields);
    if (sid == null) {
      return new Quarantine(Reason.NO_SID, sidField(fields) + " is empty");
    }
    if (!isId(sid)) {
      return new Quarantine(Reason.UNRECOGNISED_SHAPE, sidField(fields) + " holds no id");
    }
    return Reading.of(event(raw, sid, fields));
  }

  private WebhookEvent event(RawWebhook raw, String sid, FieldReader fields) {
    WebhookEvent.Builder event =
        raw.event().setSid(sid).setFingerprint(Fingerprint.of(fields.facts(), raw.queryFacts()));
    filler.fill(fields, event);
    return event.setRest(fields.rest()).build(); // last: what nobody has read
  }

  /** The one that was sent, for people. */
  private @Nullable String sidField(FieldReader fields) {
    for (String name : sidFields) {
      if (fields.mentions(name)) {
        return name;
      }
    }
    return sidFields[0];
  }

  /** Printable ASCII without white space. */
  private static boolean isId(String sid) {
    for (int i = 0; i < sid.length(); i++) {
      if (sid.charAt(i) <= ' ' || sid.charAt(i) > '~') {
        return false;
      }
    }
    return sid.length() <= LONGEST_SID;
  }
}
