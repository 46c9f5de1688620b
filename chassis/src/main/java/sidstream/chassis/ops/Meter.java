// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

import java.util.List;

/**
 * The one list of meters. Labels are small closed sets: never a Sid, a number or free text.
 *
 * <p>The equations an operator judges by: {@code webhooks_stored + webhooks_spooled} is every
 * webhook item that was read and answered 200, {@code webhooks_quarantined} every request answered
 * 200 of which something could not be read, whichever way it went; from the start of a gateway on
 * {@code spool_records at its start + spool_written = spool_drained + spool_set_aside +
 * spool_records}; {@code events_folded = advanced + late + amended + duplicate + replayed +
 * observed}; {@code crm_deliveries = delivered + dead}.
 */
public enum Meter {
  WEBHOOKS_ANSWERED("Requests answered", "source", "feed", "answer"),
  WEBHOOKS_STORED("Webhook items appended to webhooks with the broker's ack", "source", "kind"),
  WEBHOOKS_SPOOLED(
      "Webhook items answered from the spool, on their way to webhooks", "source", "kind"),
  WEBHOOKS_QUARANTINED("Requests that could not be read, kept raw", "source", "reason"),
  WEBHOOKS_LATE("Webhooks that got their ack after their sender was answered 503", "source"),
  SIGNATURES("Signatures looked at: verified, refused, absent", "source", "verifier", "result"),
  SPOOL_RECORDS("Records in the gateway's spool that wait for Kafka"),
  SPOOL_BYTES("Bytes in use in the gateway's spool on disk"),
  SPOOL_AGE_SECONDS("How long the oldest record in the gateway's spool waits"),
  SPOOL_WRITTEN("Records synced to the gateway's spool, copies of late ones included"),
  SPOOL_DRAINED("Records that left the gateway's spool because Kafka has them"),
  SPOOL_SET_ASIDE("Records kept apart in the gateway's spool because Kafka never takes them"),
  SPOOL_REFUSED("Records that the gateway's spool did not take: full, slow or broken"),
  ANSWER_SECONDS("Time from the complete request to its answer", "source"),
  HTTP_CONNECTIONS("Connections open on the webhooks' port"),
  HTTP_REQUESTS_IN_FLIGHT("Complete requests that wait for their answer"),
  HTTP_BYTES_IN_FLIGHT("Bytes of bodies that are coming or wait for their answer"),
  HTTP_CERTIFICATE_SECONDS("Seconds until the certificate in use expires"),
  HTTP_CERTIFICATE_STALE("1 while the certificate's files hold nothing that can be used"),
  API_CALLS(
      "Calls to the provider's API, by HTTP status; none where it did not answer",
      "source",
      "status"),
  RECONCILED(
      "Interactions whose end was asked for at the provider: found, or given up",
      "source",
      "result"),
  WEBHOOKS_BACKLOG("Webhook items on webhooks that the processor has not taken yet"),
  EVENTS_FOLDED("Webhook items folded into interactions", "transition", "kind"),
  EVENTS_UNREADABLE(
      "Records that the processor could not read or fold, kept on webhooks-quarantine"),
  RECONCILE_REQUESTS("Interactions without an end whose end was asked for", "kind"),
  INTERACTIONS_UNFINISHED("Interactions declared unfinished, since no end came", "kind"),
  INTERACTIONS_FORGOTTEN("Interactions removed from the store after their time to live"),
  RATE_UPDATES("Minutes of a scope published on rates"),
  RATES_TOO_OLD("Tallies of minutes that are forgotten: their rates stay as they were published"),
  VITALS_UNREADABLE("Records of vitals that the processor could not read and passed over"),
  RECEIPTS_UNREADABLE("Records of crm-receipts that the processor could not read and passed over"),
  ATTEMPTS_UNREADABLE(
      "Records of contact-calls and call-attempts that the processor could not read and passed over"),
  ALERTS("Alerts that fired and resolved", "rule", "state"),
  ALERTS_FIRING("Alerts that fire now", "rule", "severity"),
  ALERTS_LOOK_SECONDS("Time of one look at all alert rules"),
  LEDGER_GAP("Webhooks of the last hour, accepted by the gateway and never processed", "source"),
  LEDGER_SURPLUS(
      "Webhooks of the last hour, processed and not told by a gateway: it was killed", "source"),
  CRM_LEDGER_GAP(
      "Events for the CRM of a settled hour, a day ago, that are neither delivered nor dead",
      "source"),
  CRM_LEDGER_SURPLUS(
      "Receipts of a settled hour, a day ago, beyond its events: the sink was killed or set back",
      "source"),
  CRM_WAITING(
      "Events for the CRM of the last day, over 5 minutes old and neither delivered nor dead",
      "source"),
  CRM_DELIVERIES("Events that left for the CRM, by outcome", "outcome"),
  CRM_RETRIES("Attempts that the CRM did not take and that are repeated", "reason"),
  CRM_ATTEMPT_SECONDS("Time of one delivery attempt", "crm"),
  CRM_IN_FLIGHT("Events taken from the log and not yet delivered or dead"),
  CRM_BACKLOG("Events on crm-events that were not taken yet"),
  CRM_EXPIRED("Events that retention deleted before they were delivered");

  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<String> labels;

  Meter(String help, String... labels) {
    this.help = help;
    this.labels = List.of(labels);
  }

  /** Name in Micrometer's dotted form; Prometheus sees {@code sidstream_..._total} and the like. */
  public String key() {
    return "sidstream." + name().toLowerCase(java.util.Locale.ROOT).replace('_', '.');
  }

  public String help() {
    return help;
  }

  public List<String> labels() {
    return labels;
  }
}
