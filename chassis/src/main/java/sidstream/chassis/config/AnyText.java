// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import org.eclipse.microprofile.config.spi.Converter;

/**
 * Takes a text as it stands, the empty one too, which SmallRye Config otherwise reads as a missing
 * value.
 */
public final class AnyText implements Converter<String> {

  private static final long serialVersionUID = 1L;

  @Override
  public String convert(String value) {
    return value;
  }
}
