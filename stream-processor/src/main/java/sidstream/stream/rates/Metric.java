// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import org.jspecify.annotations.Nullable;

/** What is measured, each formula stated once. */
public enum Metric {
  /** Calls that ended, whatever the outcome. */
  CALLS_ATTEMPTED {
    @Override
    public Double of(Tally tally) {
      return dialled(tally) + (double) tally.calls().canceled();
    }
  },
  /** connected / (connected + busy + no-answer + failed): of the calls that could be answered. */
  CONNECT_RATE {
    @Override
    public @Nullable Double of(Tally tally) {
      return ratio(tally.calls().connected(), dialled(tally));
    }
  },
  /** Messages that ended. */
  SMS_ENDED {
    @Override
    public Double of(Tally tally) {
      return (double) (known(tally) + tally.messages().accepted());
    }
  },
  /** delivered / (delivered + failed): of the messages whose fate is known. */
  DELIVERY_RATE {
    @Override
    public @Nullable Double of(Tally tally) {
      return ratio(tally.messages().delivered(), known(tally));
    }
  };

  /** Null where there is nothing to divide by. */
  public abstract @Nullable Double of(Tally tally);

  private static long dialled(Tally tally) {
    Tally.Calls calls = tally.calls();
    return calls.connected() + calls.busy() + calls.noAnswer() + calls.failed();
  }

  private static long known(Tally tally) {
    return tally.messages().delivered() + tally.messages().failed();
  }

  private static @Nullable Double ratio(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }
}
