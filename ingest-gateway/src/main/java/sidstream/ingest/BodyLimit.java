// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import org.eclipse.microprofile.config.spi.Converter;

/** Takes a limit on bodies with which every event, body and fields, fits into a Kafka record. */
public final class BodyLimit implements Converter<Integer> {

  private static final long serialVersionUID = 1L;
  private static final int LARGEST = 1024 * 1024;

  @Override
  public Integer convert(String value) {
    try {
      int bytes = Integer.parseInt(value.strip());
      if (bytes >= 1 && bytes <= LARGEST) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("Expected a number of bytes from 1 to " + LARGEST);
  }
}
