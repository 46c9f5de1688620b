// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.alert;

import java.time.Duration;

/**
 * How alerts are watched for.
 *
 * @param book the rules
 * @param every how often, by wall clock
 * @param startDelay time to catch up with the log after a start, before the first look
 * @param settle how long after its end, and after the gateway's last word on it, a minute of the
 *     ledger is settled
 * @param crmSettle how old a minute is when its events for the CRM are delivered or dead
 */
public record Watch(
    AlertBook book, Duration every, Duration startDelay, Duration settle, Duration crmSettle) {}
