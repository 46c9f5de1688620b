// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import org.eclipse.microprofile.config.spi.Converter;

/** Takes a bound on the spool in which at least something fits, or none at all. */
public final class SpoolLimit implements Converter<Long> {

  private static final long serialVersionUID = 1L;
  private static final long SMALLEST = 1024 * 1024;

  @Override
  public Long convert(String value) {
    try {
      long bytes = Long.parseLong(value.strip());
      if (bytes == 0 || bytes >= SMALLEST) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("Expected a number of bytes, 0 or at least " + SMALLEST);
  }
}
