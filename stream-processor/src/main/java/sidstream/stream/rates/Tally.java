// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.util.Arrays;
import java.util.StringJoiner;
import java.util.function.ObjLongConsumer;

/**
 * Counts that add up: a commutative group with {@link #plus}, {@link #minus} and {@link #ZERO}, so
 * that partitions, minutes and corrections can be summed in any order. Negative counts are
 * corrections on their way. Never changes.
 */
public final class Tally {

  private static final Count[] COUNTS = Count.values();

  public static final Tally ZERO = new Tally(new long[COUNTS.length]);

  private final long[] numbers;

  private Tally(long[] numbers) {
    this.numbers = numbers;
  }

  /** One of something. */
  public static Tally one(Count count) {
    return ZERO.plus(count, 1);
  }

  /** Counts are given one after the other, any of them several times: they add up. */
  public static final class Builder {
    private final long[] numbers = new long[COUNTS.length];

    public Builder add(Count count, long more) {
      numbers[count.number()] += more;
      return this;
    }

    public Tally build() {
      return new Tally(numbers.clone());
    }
  }

  public long get(Count count) {
    return numbers[count.number()];
  }

  public Tally plus(Count count, long more) {
    if (more == 0) {
      return this;
    }
    long[] sum = numbers.clone();
    sum[count.number()] += more;
    return new Tally(sum);
  }

  public Tally plus(Tally other) {
    long[] sum = numbers.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.numbers[i];
    }
    return new Tally(sum);
  }

  public Tally minus(Tally other) {
    long[] difference = numbers.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= other.numbers[i];
    }
    return new Tally(difference);
  }

  /** Each count that is not 0. */
  public void forEach(ObjLongConsumer<Count> action) {
    for (Count count : COUNTS) {
      if (get(count) != 0) {
        action.accept(count, get(count));
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally that && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }

  /** For example {@code calls_busy=2}. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    forEach((count, number) -> text.add(count.word() + '=' + number));
    return text.toString();
  }
}
