// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import org.jspecify.annotations.Nullable;
import sidstream.schemas.record.WebhookEvent;

/** The shapes of Exotel's callbacks, told apart by their fields. */
enum Shape {
  SMS("SmsSid", SmsStatus::fill),
  CCM_CALL("call_details[call_sid]", CcmCall::fill),
  CAMPAIGN_CALL("call_sid", CampaignCall::fill),
  CAMPAIGN_CONTACT("campaign_sid", CampaignContact::fill),
  CAMPAIGN("campaign_sid", CampaignStatus::fill),
  CALL("CallSid", CallStatus::fill);

  /** Reads what the shape knows into the event; its Sid is there already. */
  @FunctionalInterface
  private interface Filler {
    void fill(FieldReader fields, WebhookEvent.Builder event);
  }

  private final String sidField;

  @SuppressWarnings("ImmutableEnumChecker") // each is a method without state
  private final Filler filler;

  Shape(String sidField, Filler filler) {
    this.sidField = sidField;
    this.filler = filler;
  }

  static @Nullable Shape of(FieldReader fields) {
    if (fields.has("SmsSid")) {
      return SMS;
    }
    if (fields.mentions("call_details")) {
      return CCM_CALL;
    }
    if (fields.has("campaign_sid")) {
      return ofCampaign(fields);
    }
    return fields.mentions("CallSid") ? CALL : null;
  }

  private static Shape ofCampaign(FieldReader fields) {
    if (fields.mentions("call_sids") || fields.mentions("to")) {
      return CAMPAIGN_CONTACT;
    }
    return fields.mentions("call_sid") || fields.mentions("number") ? CAMPAIGN_CALL : CAMPAIGN;
  }

  /** The field that holds the Sid. */
  String sidField() {
    return sidField;
  }

  void fill(FieldReader fields, WebhookEvent.Builder event) {
    filler.fill(fields, event);
  }
}
