// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.MessagePart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.SmsPart;
import sidstream.schemas.record.WebhookEvent;
import sidstream.stream.interaction.Details.Carrier;
import sidstream.stream.interaction.Details.Course;
import sidstream.stream.interaction.Details.Leg;

/** What a webhook event says of the course of its interaction: what it is worth without context. */
final class Reported {

  private static final List<String> ATTEMPT_NAMES = List.of("attempt", "attempt_number");
  private static final List<String> TEMPLATE_NAMES =
      List.of("dlt_template_id", "template_id", "template");
  private static final int LONGEST_NUMBER = 4;

  private Reported() {}

  static Course course(WebhookEvent event) {
    CallPart call = event.getCall();
    Integer attempt = attempt(event);
    if (call == null) {
      CampaignPart campaign = event.getCampaign();
      return new Course(
          campaign == null ? null : campaign.getStartedAt(),
          null,
          null,
          null,
          attempt,
          null,
          null,
          null);
    }
    return new Course(
        call.getStartedAt(),
        call.getEndedAt(),
        call.getTalkSeconds(),
        call.getTotalSeconds(),
        attempt,
        call.getDisconnectedBy(),
        call.getRecordingUrl(),
        null);
  }

  static Carrier carrier(WebhookEvent event) {
    SmsPart sms = event.getSms();
    MessagePart message = event.getMessage();
    if (sms != null) {
      String template = sms.getTemplate();
      return new Carrier(
          sms.getDetailedCode(),
          meaning(sms),
          sms.getDelivered(),
          sms.getUnits(),
          sms.getFrom() == null ? null : sms.getFrom().getOriginal(),
          template == null ? named(event.getQuery(), TEMPLATE_NAMES) : template,
          null);
    }
    return message == null
        ? Carrier.NONE
        : new Carrier(
            message.getDetailedCode(),
            message.getDetailedStatus(),
            message.getDelivered(),
            null,
            null,
            null,
            message.getChannel());
  }

  static List<Leg> legs(WebhookEvent event) {
    return event.getCall() == null
        ? List.of()
        : event.getCall().getLegs().stream().map(Reported::leg).toList();
  }

  /** The documented name of the code; what the provider calls it where it has none. */
  private static @Nullable String meaning(SmsPart sms) {
    Integer code = sms.getDetailedCode();
    return code == null
        ? sms.getDetailedStatus()
        : SmsCode.of(code).map(SmsCode::name).orElse(sms.getDetailedStatus());
  }

  private static Leg leg(sidstream.schemas.record.Leg leg) {
    return new Leg(
        text(leg.getNumber()),
        leg.getStatus(),
        leg.getTalkSeconds(),
        leg.getRingSeconds(),
        leg.getDisconnectedBy());
  }

  private static @Nullable Integer attempt(WebhookEvent event) {
    CampaignPart campaign = event.getCampaign();
    if (campaign != null && !campaign.getCallSids().isEmpty()) {
      return campaign.getCallSids().size();
    }
    String said = named(event.getQuery(), ATTEMPT_NAMES);
    boolean whole =
        said != null
            && said.length() <= LONGEST_NUMBER
            && said.chars().allMatch(c -> c >= '0' && c <= '9');
    return whole ? Integer.valueOf(Objects.requireNonNull(said)) : null;
  }

  /** E.164, or as received where it is no number. */
  static @Nullable String text(@Nullable Phone phone) {
    if (phone == null) {
      return null;
    }
    return phone.getE164() != null ? phone.getE164() : phone.getOriginal();
  }

  /** What the callback URL says under the first of the names, in lower case, that it has. */
  static @Nullable String named(Map<String, String> query, List<String> names) {
    for (String name : names) {
      for (Map.Entry<String, String> entry : query.entrySet()) {
        if (entry.getKey().toLowerCase(Locale.ROOT).equals(name) && !entry.getValue().isBlank()) {
          return entry.getValue();
        }
      }
    }
    return null;
  }
}
