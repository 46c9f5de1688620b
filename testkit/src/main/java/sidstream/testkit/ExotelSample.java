// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One webhook as Exotel sends it; all numbers, hosts and ids are made up.
 *
 * @param name file name, for example {@code voice-terminal-completed.multipart}
 * @param feed what it is about: {@code call}, {@code sms} or {@code campaign}
 * @param contentType the header it comes with, boundary included
 */
public record ExotelSample(String name, String feed, String contentType) {

  /** The body, byte for byte; each call reads it anew. */
  public byte[] body() {
    try (var in = ExotelSamples.open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
