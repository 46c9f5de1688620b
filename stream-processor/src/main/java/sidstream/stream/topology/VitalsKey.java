// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import java.time.Instant;
import sidstream.schemas.record.Vitals;

/** Key of one minute of one instance in the store of vitals, oldest minute first. */
record VitalsKey(Instant minute, String kind, String source, String instance) {

  private static final int PARTS = 3;

  static VitalsKey of(Vitals vitals) {
    return new VitalsKey(
        vitals.getMinute(), vitals.getKind(), vitals.getSource(), vitals.getInstance());
  }

  static VitalsKey parse(String text) {
    MinuteKey key = MinuteKey.parse(text);
    String[] parts = key.scope().split("\\|", PARTS);
    return new VitalsKey(key.minute(), parts[0], parts[1], parts[2]);
  }

  String text() {
    return new MinuteKey(minute, kind + '|' + source + '|' + instance).text();
  }
}
