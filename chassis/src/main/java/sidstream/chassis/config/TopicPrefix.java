// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import org.eclipse.microprofile.config.spi.Converter;
import sidstream.schemas.Topics;

/**
 * Takes a topic prefix as it stands, the empty one too, which SmallRye Config otherwise reads as a
 * missing value; refuses what Kafka would refuse.
 */
public final class TopicPrefix implements Converter<String> {

  private static final long serialVersionUID = 1L;

  @Override
  public String convert(String value) {
    return new Topics(value).prefixed("");
  }
}
