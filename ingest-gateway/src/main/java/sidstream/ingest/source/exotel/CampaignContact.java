// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sidstream.ingest.source.Fingerprint;
import sidstream.ingest.source.fields.FieldReader;
import sidstream.schemas.Kind;
import sidstream.schemas.Status;
import sidstream.schemas.record.CampaignPart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;

/**
 * {@code call_schedule_callback} of a campaign: one contact is done, retries included.
 *
 * <p>Its Sid is the campaign's with the contact behind it, so that every contact is a row of its
 * own. Under the bare campaign Sid the {@code failed} of one contact would be a terminal status of
 * the whole campaign, and the contacts of a campaign would be repeats of each other.
 */
final class CampaignContact {

  /** Of a list, also of one of objects; or of an object by Sid. */
  private static final Pattern ENTRY =
      Pattern.compile("call_sids\\[([^\\]]{1,200})\\](\\[(call_)?sid\\])?");

  private static final Pattern INDEX = Pattern.compile("\\d{1,5}");

  private CampaignContact() {}

  static void fill(FieldReader fields, WebhookEvent.Builder event) {
    String word = fields.text("status");
    Status status = StatusWords.ofCall(word);
    CampaignPart campaign = campaign(fields, event.getSid());
    event
        .setSid(campaign.getCampaignSid() + '/' + contactId(campaign, fields.peek("date_created")))
        .setKind(Kind.CAMPAIGN.word())
        .setStatus(status.word())
        .setStatusWord(word)
        .setStep("contact")
        .setOccurredAt(fields.time("date_updated"))
        .setCustomField(fields.text("custom_field"))
        .setCampaign(campaign);
  }

  private static CampaignPart campaign(FieldReader fields, String campaignSid) {
    return CampaignPart.newBuilder()
        .setCampaignSid(campaignSid)
        .setContact(fields.phone("to", "number"))
        .setExophone(fields.phone("from"))
        .setCallSids(callSids(fields))
        .build();
  }

  private static String contactId(CampaignPart campaign, @Nullable String created) {
    List<String> parts = new ArrayList<>(List.of(campaign.getCampaignSid()));
    parts.addAll(campaign.getCallSids());
    if (campaign.getCallSids().isEmpty()) {
      parts.add(number(campaign.getContact()));
      parts.add(String.valueOf(created));
    }
    return Fingerprint.of(parts);
  }

  private static String number(@Nullable Phone contact) {
    if (contact == null) {
      return "";
    }
    return contact.getE164() == null ? contact.getOriginal() : contact.getE164();
  }

  /** Sorted. In an object by Sid the Sids are names; their statuses stay in the rest. */
  private static List<String> callSids(FieldReader fields) {
    Set<String> sids = new TreeSet<>();
    addIfAny(fields.text("call_sids"), sids);
    for (String name : fields.inside("call_sids").keySet()) {
      Matcher entry = ENTRY.matcher(name);
      if (entry.matches()) {
        boolean listed = INDEX.matcher(entry.group(1)).matches();
        addIfAny(listed ? fields.text(name) : entry.group(1), sids);
      }
    }
    return List.copyOf(sids);
  }

  private static void addIfAny(@Nullable String sid, Set<String> sids) {
    if (sid != null) {
      sids.add(sid);
    }
  }
}
