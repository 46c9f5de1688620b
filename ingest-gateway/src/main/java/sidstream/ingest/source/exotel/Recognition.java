// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.fields.FieldReader;

/**
 * Tells a webhook's shape by its fields. Four kinds of callback share {@code CallSid}, and two of
 * them {@code EventType} and {@code Status}: an agent's line is told from a call by what only a
 * flow sends.
 */
final class Recognition {

  /** Sent with the status callback of a call, and by no flow. */
  private static final String[] OF_STATUS_CALLBACK = {
    "DateUpdated", "DateCreated", "ConversationDuration"
  };

  /** Sent by the applets of a flow, and with no status callback. */
  private static final String[] OF_FLOW = {
    "flow_id",
    "CurrentTime",
    "DialCallStatus",
    "DialWhomNumber",
    "digits",
    "Stream",
    "ForwardedFrom",
    "ProcessStatus",
    "RecordingAvailableBy",
    "HangupLatencyStartTime",
    "OutgoingPhoneNumber",
    "tenant_id"
  };

  private static final String[] OF_LENT_NUMBER = {"greenvn_id", "greenpin_id", "greenvn"};
  private static final String[] OF_WEBRTC = {
    "AppId", "AppID", "CustomerId", "CallState", "FromNumber", "ToNumber"
  };

  private final FieldReader fields;
  private final String feed;
  private final boolean get;

  Recognition(FieldReader fields, String feed, String method) {
    this.fields = fields;
    this.feed = feed;
    this.get = method.equals("GET");
  }

  /** Null where nothing names a Sid. */
  @Nullable Shape shape() {
    if (fields.mentions("CallSid")) {
      return ofCall();
    }
    if (fields.hasAny("SmsSid", "sms_sid")) {
      return ofSms();
    }
    if (fields.mentions("call_details")) {
      return Shape.CCM_CALL;
    }
    if (fields.has("campaign_sid")) {
      return ofCampaign();
    }
    if (fields.has("event_sid") && fields.hasAny("event_name", "event_type")) {
      return Shape.EXOML;
    }
    if (fields.has(Heartbeat.LEVEL)
        && (feed.equals("heartbeat") || fields.mentions(Heartbeat.INCOMING, Heartbeat.OUTGOING))) {
      return Shape.HEARTBEAT;
    }
    return fields.hasAny("sid", "message_sid") ? ofMessage() : ofLowerCaseCall();
  }

  private Shape ofCall() {
    if (fields.mentions(OF_WEBRTC)) {
      return Shape.WEBRTC;
    }
    if (isAgentsLine()) {
      return Shape.POPUP;
    }
    if (fields.has("Status") || fields.mentions(OF_STATUS_CALLBACK)) {
      return Shape.CALL;
    }
    return fields.mentions(OF_FLOW) || get || feed.equals("passthru") ? Shape.PASSTHRU : Shape.CALL;
  }

  private boolean isAgentsLine() {
    String type = fields.peek("EventType");
    if (type == null || fields.mentions(OF_STATUS_CALLBACK)) {
      return false;
    }
    return feed.equals("popup")
        || type.equalsIgnoreCase("Dial")
        || "free".equalsIgnoreCase(fields.peek("Status"))
        || fields.mentions("CurrentTime", "DialWhomNumber", "AgentEmail");
  }

  private Shape ofSms() {
    if (fields.hasAny("ClickedAt", "ShortenedUrl", "OriginalUrl", "clicks_count", "short_url")) {
      return Shape.SMS_CLICK;
    }
    boolean report =
        fields.hasAny("Status", "status", "DetailedStatus", "DetailedStatusCode", "ExoStatusCode");
    boolean text = fields.mentions("Body", "body") || feed.equals("incoming-sms");
    return text && !report ? Shape.RECEIVED_SMS : Shape.SMS;
  }

  private Shape ofCampaign() {
    if (fields.mentions("call_sids", "to")) {
      return Shape.CAMPAIGN_CONTACT;
    }
    return fields.mentions("call_sid", "number") ? Shape.CAMPAIGN_CALL : Shape.CAMPAIGN;
  }

  /** One message by itself, without the list that others come in. */
  private @Nullable Shape ofMessage() {
    if (fields.hasAny("clicks_count", "short_url")) {
      return Shape.SMS_CLICK;
    }
    String code = fields.peek("exo_status_code");
    if (code == null && !fields.has("callback_type")) {
      return null;
    }
    boolean rcs = code == null ? feed.equals("rcs") : code.startsWith("4");
    return rcs ? Shape.RCS : Shape.WHATSAPP;
  }

  private @Nullable Shape ofLowerCaseCall() {
    boolean call = fields.mentions("call_sid");
    if (fields.mentions(OF_LENT_NUMBER)
        || (fields.has("call_type") && fields.hasAny("connection_id", "transaction_id"))) {
      return call ? Shape.LENT_NUMBER_CALL : Shape.ALLOCATION;
    }
    if (!call) {
      return null;
    }
    if (fields.hasAny("event", "app_id") || feed.equals("webrtc")) {
      return Shape.WEBRTC;
    }
    return switch (feed) {
      case "campaign" -> Shape.CAMPAIGN_CALL;
      case "leadassist" -> Shape.LENT_NUMBER_CALL;
      default -> null;
    };
  }
}
