// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the webhooks that have a receipt, by source and minute of receipt, without a lock. A
 * receipt may come minutes after the minute is over: what is told of a minute is all of it so far,
 * and it is told again when it grew.
 */
final class AcceptedCounts {

  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

  private final Map<String, Row> rows = new ConcurrentHashMap<>();
  private final Duration kept;

  /**
   * @param kept how long a minute may still grow
   */
  AcceptedCounts(Duration kept) {
    this.kept = kept;
  }

  /** What a minute of a source came to so far. */
  record Accepted(String source, Instant minute, long webhooks, long quarantined) {

    Map<String, Long> counts() {
      return Map.of("events", webhooks, "quarantined", quarantined);
    }
  }

  /** One minute of a source. */
  private static final class Cell {
    private final long minute;
    private final LongAdder webhooks = new LongAdder();
    private final LongAdder quarantined = new LongAdder();
    private long told;

    Cell(long minute) {
      this.minute = minute;
    }

    boolean grew(String source, List<Accepted> news) {
      Accepted now =
          new Accepted(
              source, Instant.ofEpochMilli(minute * MINUTE_MS), webhooks.sum(), quarantined.sum());
      long all = now.webhooks() + now.quarantined();
      boolean grew = all > told;
      if (grew) {
        told = all;
        news.add(now);
      }
      return grew;
    }
  }

  /** The minutes of a source; nearly always the newest is meant. */
  private static final class Row {
    private final Map<Long, Cell> cells = new ConcurrentHashMap<>();
    private volatile Cell newest = new Cell(Long.MIN_VALUE);

    Cell cell(long minute) {
      Cell guess = newest;
      if (guess.minute == minute) {
        return guess;
      }
      Cell cell = cells.computeIfAbsent(minute, Cell::new);
      newest = cell;
      return cell;
    }
  }

  void accepted(String source, Instant receivedAt, int webhooks, int quarantined) {
    Row row = rows.get(source); // first: computing may lock
    Cell cell =
        (row == null ? rows.computeIfAbsent(source, name -> new Row()) : row)
            .cell(Math.floorDiv(receivedAt.toEpochMilli(), MINUTE_MS));
    if (webhooks > 0) {
      cell.webhooks.add(webhooks);
    }
    if (quarantined > 0) {
      cell.quarantined.add(quarantined);
    }
  }

  /** The minutes that grew since the last call, oldest first. For one thread. */
  List<Accepted> news(Instant now) {
    List<Accepted> news = new ArrayList<>();
    long oldest = now.minus(kept).truncatedTo(ChronoUnit.MINUTES).toEpochMilli() / MINUTE_MS;
    rows.forEach((source, row) -> news(source, row, oldest, news));
    news.sort(Comparator.comparing(Accepted::minute).thenComparing(Accepted::source));
    return news;
  }

  private static void news(String source, Row row, long oldest, List<Accepted> news) {
    row.cells.values().removeIf(cell -> !cell.grew(source, news) && cell.minute < oldest);
  }
}
