// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import java.util.function.LongPredicate;
import org.eclipse.microprofile.config.spi.Converter;

/** Takes whole numbers within bounds, and names what they count and the bounds when it does not. */
abstract sealed class Range implements Converter<Integer> {

  private static final long serialVersionUID = 1L;
  private final String noun;
  private final int smallest;
  private final int largest;

  /**
   * @param noun what is expected, for example {@code number of bytes}
   */
  Range(String noun, int smallest, int largest) {
    this.noun = noun;
    this.smallest = smallest;
    this.largest = largest;
  }

  @Override
  public Integer convert(String value) {
    String expected = noun + " from " + smallest + " to " + largest;
    return (int) number(value, number -> number >= smallest && number <= largest, expected);
  }

  private static long number(String value, LongPredicate bounds, String expected) {
    try {
      long number = Long.parseLong(value.strip());
      if (bounds.test(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("Expected a " + expected);
  }

  /** Of a body, with which every event, body and fields, fits into a Kafka record. */
  public static final class BodyBytes extends Range {
    private static final long serialVersionUID = 1L;

    public BodyBytes() {
      super("number of bytes", 1, 1024 * 1024);
    }
  }

  /** Of a header. */
  public static final class HeaderBytes extends Range {
    private static final long serialVersionUID = 1L;

    public HeaderBytes() {
      super("number", 1024, 1024 * 1024);
    }
  }

  /** Open at once. */
  public static final class Connections extends Range {
    private static final long serialVersionUID = 1L;

    public Connections() {
      super("number", 16, 1_000_000);
    }
  }

  /** Under way at once. */
  public static final class Requests extends Range {
    private static final long serialVersionUID = 1L;

    public Requests() {
      super("number", 1, 1_000_000);
    }
  }

  /** Under way at once. */
  public static final class InFlightBytes extends Range {
    private static final long serialVersionUID = 1L;

    public InFlightBytes() {
      super("number", 1024 * 1024, 2_000_000_000);
    }
  }

  /** That can stand in a row. */
  public static final class Proxies extends Range {
    private static final long serialVersionUID = 1L;

    public Proxies() {
      super("number of proxies", 0, 10);
    }
  }

  /** To a provider's API. */
  public static final class RequestsPerMinute extends Range {
    private static final long serialVersionUID = 1L;

    public RequestsPerMinute() {
      super("number of requests", 1, 200);
    }
  }

  /** On disk, in which at least something fits, or none at all. */
  public static final class SpoolBytes implements Converter<Long> {
    private static final long serialVersionUID = 1L;
    private static final long SMALLEST = 1024 * 1024;

    @Override
    public Long convert(String value) {
      String expected = "number of bytes, 0 or at least " + SMALLEST;
      return number(value, number -> number == 0 || number >= SMALLEST, expected);
    }
  }
}
