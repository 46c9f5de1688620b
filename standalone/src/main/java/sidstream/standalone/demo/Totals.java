// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

/**
 * What a CRM has received since it started.
 *
 * @param events each counted once
 * @param repeats events that it had already, and forgot
 * @param sids different calls, messages and campaigns
 */
public record Totals(long events, long repeats, long sids) {}
