// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * One webhook as Exotel sends it; all numbers, hosts and ids are made up.
 *
 * @param name file name, for example {@code voice-terminal-completed.multipart}
 * @param feed the feed it comes in on, for example {@code call}
 * @param method POST, or GET, where the query is the whole of it
 * @param contentType the header it comes with, boundary included; null for GET
 * @param events how many events it is
 */
public record ExotelSample(
    String name, String feed, String method, @Nullable String contentType, int events) {

  /** The body, or the query of a GET, byte for byte; each call reads it anew. */
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
