// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Makes the header {@link CloudEvent#TIME}. Many records in a row are of one moment, and to write
 * it in letters takes longer than all the rest of their headers: it is done once. Safe for use by
 * many threads.
 */
public final class TimeHeader {

  private volatile Written last = Written.of(Instant.EPOCH);

  private record Written(Instant time, Header header) {
    static Written of(Instant time) {
      return new Written(time, new RecordHeader(CloudEvent.TIME, time.toString().getBytes(UTF_8)));
    }
  }

  public Header of(Instant time) {
    Written known = last;
    if (!known.time.equals(time)) {
      known = Written.of(time);
      last = known;
    }
    return known.header;
  }
}
