// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

/**
 * One step of a call, message or campaign as a CRM sees it.
 *
 * @param sid the provider's id of the interaction
 * @param step which step of it, for example {@code terminal}
 * @param status status of the interaction after the step
 * @param json the whole activity, see docs/crm-event.schema.json. Holds clear numbers and the
 *     recording URL: never logged
 */
public record Activity(String sid, String step, String status, String json) {

  /** Without the body. */
  @Override
  public String toString() {
    return sid + ' ' + step + ' ' + status;
  }
}
