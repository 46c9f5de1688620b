// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import org.eclipse.microprofile.config.spi.Converter;

/** Takes a number of threads. */
public final class Threads implements Converter<Integer> {

  private static final long serialVersionUID = 1L;
  private static final int MOST = 64;

  @Override
  public Integer convert(String value) {
    try {
      int threads = Integer.parseInt(value.strip());
      if (threads >= 1 && threads <= MOST) {
        return threads;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("Expected a number of threads from 1 to " + MOST);
  }
}
