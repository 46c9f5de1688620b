// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm.logging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.sink.crm.Activity;
import sidstream.sink.crm.Crm;
import sidstream.sink.delivery.DeliveryResult;

/**
 * Writes one line per event: Sid, step and status, never a number or a body. For a first look at
 * the pipeline, before there is a CRM.
 */
public final class LoggingCrm implements Crm {

  private static final Logger log = LoggerFactory.getLogger(LoggingCrm.class);

  @Override
  public String name() {
    return "log";
  }

  @Override
  public DeliveryResult deliver(Activity activity, String idempotencyKey) {
    log.atInfo()
        .addKeyValue("sid", activity.sid())
        .addKeyValue("step", activity.step())
        .addKeyValue("status", activity.status())
        .log("event");
    return new DeliveryResult.Delivered(null);
  }
}
