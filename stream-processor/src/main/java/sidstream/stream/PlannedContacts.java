// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import org.eclipse.microprofile.config.spi.Converter;

/** Takes a campaign's number of contacts: a whole number from 1. */
public final class PlannedContacts implements Converter<Long> {

  private static final long serialVersionUID = 1L;

  @Override
  public Long convert(String value) {
    try {
      long contacts = Long.parseLong(value.strip());
      if (contacts > 0) {
        return contacts;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("Expected a whole number of contacts from 1");
  }
}
