// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

/** Names of the topology's nodes and stores: they are in changelog topic names, so they stay. */
final class Names {

  static final String WEBHOOKS = "webhooks";
  static final String FOLD = "fold";
  static final String RECEIPTS = "crm-receipts";
  static final String COUNT_RECEIPTS = "count-receipts";
  static final String QUARANTINE = "quarantine";
  static final String DUPLICATES = "duplicates";
  static final String INTERACTIONS = "interactions";
  static final String STATES = "states";
  static final String CRM_EVENTS = "crm-events";
  static final String RECONCILE = "reconcile";
  static final String CONTACT_CALLS_OUT = "contact-calls-out";
  static final String CONTACT_CALLS_IN = "contact-calls-in";
  static final String NUMBER_CALLS = "number-calls";
  static final String CALL_ATTEMPTS_OUT = "call-attempts-out";
  static final String CALL_ATTEMPTS_IN = "call-attempts-in";
  static final String TALLIES_OUT = "tallies-out";
  static final String TALLIES_IN = "tallies-in";
  static final String ADD_UP = "add-up";
  static final String RATES = "rates";
  static final String VITALS = "vitals";
  static final String KEEP_VITALS = "keep-vitals";
  static final String WATCH = "watch";
  static final String ALERTS = "alerts";
  static final String FOLLOW = "follow";
  static final String CAMPAIGNS = "campaigns";

  static final String INTERACTION_STORE = "interaction-store";
  static final String AGENDA_STORE = "agenda-store";
  static final String PENDING_TALLY_STORE = "pending-tally-store";
  static final String CONTACT_STORE = "contact-store";
  static final String RATE_STORE = "rate-store";
  static final String VITALS_STORE = "vitals-store";
  static final String ALERT_STORE = "alert-store";
  static final String CAMPAIGN_STORE = "campaign-store";

  private Names() {}
}
