// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static sidstream.schemas.Topic.Audience.ANALYSTS;
import static sidstream.schemas.Topic.Audience.OPERATORS;
import static sidstream.schemas.Topic.Audience.RESTRICTED;
import static sidstream.schemas.Topic.Kept.NEWEST;
import static sidstream.schemas.Topic.Kept.days;
import static sidstream.schemas.Topic.Kept.newest;
import static sidstream.schemas.Topic.Spread.BY_SID;
import static sidstream.schemas.Topic.Spread.SINGLE;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import sidstream.schemas.record.Alert;
import sidstream.schemas.record.CallAttempt;
import sidstream.schemas.record.CampaignProgress;
import sidstream.schemas.record.ContactCall;
import sidstream.schemas.record.CrmEvent;
import sidstream.schemas.record.DeadLetter;
import sidstream.schemas.record.DeliveryReceipt;
import sidstream.schemas.record.InteractionEvent;
import sidstream.schemas.record.InteractionState;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.RateTally;
import sidstream.schemas.record.RateWindow;
import sidstream.schemas.record.ReconcileRequest;
import sidstream.schemas.record.SuppressedDuplicate;
import sidstream.schemas.record.Vitals;
import sidstream.schemas.record.WebhookEvent;

/**
 * The corridor: every topic of one installation, known here and nowhere else. All names share one
 * prefix, so that installations can share a broker.
 */
public final class Topics {

  private static final Pattern LEGAL_PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,100}");

  public final Topic<WebhookEvent> webhooks;
  public final Topic<QuarantinedWebhook> webhooksQuarantine;
  public final Topic<SuppressedDuplicate> webhooksDuplicates;
  public final Topic<InteractionEvent> interactions;
  public final Topic<InteractionState> interactionStates;
  public final Topic<ReconcileRequest> reconcileRequests;
  public final Topic<ContactCall> contactCalls;
  public final Topic<CallAttempt> callAttempts;
  public final Topic<RateTally> rateTallies;
  public final Topic<RateWindow> rates;
  public final Topic<Alert> alerts;
  public final Topic<CampaignProgress> campaigns;
  public final Topic<CrmEvent> crmEvents;
  public final Topic<DeliveryReceipt> crmReceipts;
  public final Topic<DeadLetter> crmDeadLetters;
  public final Topic<Vitals> vitals;

  private final String prefix;
  private final List<Topic<?>> all = new ArrayList<>();

  /**
   * @param prefix stands before every name, for example {@code acme.}; may be empty
   * @throws IllegalArgumentException when Kafka does not allow such a name
   */
  public Topics(String prefix) {
    if (!LEGAL_PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "topic prefix '" + prefix + "' may hold letters, digits, '.', '_' and '-' only");
    }
    this.prefix = prefix;
    webhooks = add("webhooks", WebhookEvent.class, BY_SID, days(7), RESTRICTED);
    webhooksQuarantine =
        add("webhooks-quarantine", QuarantinedWebhook.class, BY_SID, days(30), OPERATORS);
    webhooksDuplicates =
        add("webhooks-duplicates", SuppressedDuplicate.class, BY_SID, days(3), OPERATORS);
    interactions = add("interactions", InteractionEvent.class, BY_SID, days(30), ANALYSTS);
    interactionStates = add("interaction-states", InteractionState.class, BY_SID, NEWEST, ANALYSTS);
    reconcileRequests =
        add("reconcile-requests", ReconcileRequest.class, BY_SID, days(1), OPERATORS);
    contactCalls = add("contact-calls", ContactCall.class, BY_SID, days(7), RESTRICTED);
    callAttempts = add("call-attempts", CallAttempt.class, BY_SID, days(7), RESTRICTED);
    rateTallies = add("rate-tallies", RateTally.class, SINGLE, days(7), RESTRICTED);
    rates = add("rates", RateWindow.class, SINGLE, days(30), ANALYSTS);
    alerts = add("alerts", Alert.class, SINGLE, newest(30), OPERATORS);
    campaigns = add("campaigns", CampaignProgress.class, SINGLE, NEWEST, ANALYSTS);
    crmEvents = add("crm-events", CrmEvent.class, BY_SID, days(7), RESTRICTED);
    crmReceipts = add("crm-receipts", DeliveryReceipt.class, BY_SID, days(30), OPERATORS);
    crmDeadLetters = add("crm-dead-letters", DeadLetter.class, BY_SID, days(30), OPERATORS);
    vitals = add("vitals", Vitals.class, SINGLE, days(7), OPERATORS);
  }

  /** Every topic, in the order in which an event walks through them, then what is told beside. */
  public List<Topic<?>> all() {
    return List.copyOf(all);
  }

  /** A name of our own beside the topics, for example a consumer group, under the same prefix. */
  public String prefixed(String name) {
    return prefix + name;
  }

  private <V extends SpecificRecord> Topic<V> add(
      String name, Class<V> values, Topic.Spread spread, Topic.Kept kept, Topic.Audience audience) {
    String eventType = "io.sidstream." + values.getSimpleName() + ".v1";
    Topic<V> topic = new Topic<>(prefix + name, values, eventType, spread, kept, audience);
    all.add(topic);
    return topic;
  }
}
