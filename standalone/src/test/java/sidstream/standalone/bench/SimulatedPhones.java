// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.time.Instant;
import sidstream.schemas.record.Phone;

/** Who has which number on a simulated day. */
final class SimulatedPhones {

  private static final int CONTACTS = 6_600;
  private static final int EXOPHONES = 3;
  private static final int DIGITS = 8;

  private SimulatedPhones() {}

  /** Everybody has one of their own. */
  static Phone customer(String sid) {
    return mobile(lastDigits(sid));
  }

  /** Called three or four times by its campaign, one of the six. */
  static Phone contact(String call) {
    return mobile("%08d".formatted(Integer.parseInt(lastDigits(call)) % CONTACTS));
  }

  static Phone exophone(Instant started) {
    String digits = "809999998" + started.getEpochSecond() % EXOPHONES;
    return new Phone("0" + digits, "+91" + digits);
  }

  private static String lastDigits(String sid) {
    return sid.substring(sid.length() - DIGITS);
  }

  private static Phone mobile(String digits) {
    return new Phone("098" + digits, "+9198" + digits);
  }
}
