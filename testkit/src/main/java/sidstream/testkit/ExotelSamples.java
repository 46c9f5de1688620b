// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The sample webhooks of all of Exotel's feeds, as captured or as documented. {@code samples.tsv}
 * beside the files says how each comes in and how many events it is.
 */
public final class ExotelSamples {
  private ExotelSamples() {}

  /** Every sample, calls first. */
  public static List<ExotelSample> all() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(open("samples.tsv"), UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).map(ExotelSamples::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The samples of some feeds. */
  public static List<ExotelSample> of(String... feeds) {
    return all().stream().filter(sample -> List.of(feeds).contains(sample.feed())).toList();
  }

  /**
   * @throws NoSuchElementException when there is no such file
   */
  public static ExotelSample named(String name) {
    return all().stream()
        .filter(sample -> sample.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(name));
  }

  static InputStream open(String name) {
    InputStream in = ExotelSamples.class.getResourceAsStream("exotel/" + name);
    if (in == null) {
      throw new NoSuchElementException(name);
    }
    return in;
  }

  private static ExotelSample parse(String line) {
    String[] cells = line.split("\t", 5);
    String contentType = cells[3].equals("-") ? null : cells[3];
    return new ExotelSample(cells[0], cells[1], cells[2], contentType, Integer.parseInt(cells[4]));
  }
}
