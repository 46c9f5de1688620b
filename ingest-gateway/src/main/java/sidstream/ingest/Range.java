// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import org.eclipse.microprofile.config.spi.Converter;

/** Takes whole numbers within bounds, and names the bounds when it does not. */
abstract sealed class Range implements Converter<Integer> {

  private static final long serialVersionUID = 1L;
  private final int smallest;
  private final int largest;

  Range(int smallest, int largest) {
    this.smallest = smallest;
    this.largest = largest;
  }

  @Override
  public Integer convert(String value) {
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= smallest && number <= largest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("Expected a number from " + smallest + " to " + largest);
  }

  /** Of a header. */
  public static final class HeaderBytes extends Range {
    private static final long serialVersionUID = 1L;

    public HeaderBytes() {
      super(1024, 1024 * 1024);
    }
  }

  /** Open at once. */
  public static final class Connections extends Range {
    private static final long serialVersionUID = 1L;

    public Connections() {
      super(16, 1_000_000);
    }
  }

  /** Under way at once. */
  public static final class Requests extends Range {
    private static final long serialVersionUID = 1L;

    public Requests() {
      super(1, 1_000_000);
    }
  }

  /** Under way at once. */
  public static final class InFlightBytes extends Range {
    private static final long serialVersionUID = 1L;

    public InFlightBytes() {
      super(1024 * 1024, 2_000_000_000);
    }
  }
}
