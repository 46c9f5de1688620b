// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import org.eclipse.microprofile.config.spi.Converter;

/** Takes a number of proxies that can stand in a row. */
public final class TrustedProxies implements Converter<Integer> {

  private static final long serialVersionUID = 1L;
  private static final int MOST = 10;

  @Override
  public Integer convert(String value) {
    try {
      int proxies = Integer.parseInt(value.strip());
      if (proxies >= 0 && proxies <= MOST) {
        return proxies;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("Expected a number of proxies from 0 to " + MOST);
  }
}
