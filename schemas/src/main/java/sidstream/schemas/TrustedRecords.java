// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import org.apache.avro.util.ClassSecurityValidator;
import sidstream.schemas.record.WebhookEvent;

/**
 * Declares our generated records trusted: since 1.12.2 Avro loads no class by the name in a schema
 * that the process did not declare. Whoever reads, or copies, records has it declared first.
 */
public final class TrustedRecords {

  static {
    String records = WebhookEvent.class.getPackageName();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(records)));
  }

  private TrustedRecords() {}

  /** Done once per process, however often it is called. */
  public static void declare() {
    // loading this class did it
  }
}
