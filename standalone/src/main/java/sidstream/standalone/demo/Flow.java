// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

/**
 * How much has flowed so far.
 *
 * @param sent webhooks posted
 * @param accepted of them answered 200
 * @param repeats of them posted before
 * @param delivered events that reached the CRM, each counted once
 * @param sids different calls, messages and campaigns at the CRM
 */
public record Flow(long sent, long accepted, long repeats, long delivered, long sids) {

  public static final Flow NONE = new Flow(0, 0, 0, 0, 0);
}
