// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import sidstream.chassis.ops.Meters;
import sidstream.ingest.log.AnswerTally;
import sidstream.ingest.log.EventLog;
import sidstream.ingest.log.VitalsReport;

/**
 * Where what is found goes, and where it is counted.
 *
 * @param log takes events as if they had come as webhooks
 * @param tally hears of those that are durable: one side of the ledger
 * @param vitals is told the credit, and the calls to the API
 */
public record Findings(EventLog log, AnswerTally tally, VitalsReport vitals, Meters meters) {}
