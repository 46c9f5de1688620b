// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalLong;
import sidstream.ingest.log.VitalsReport;
import sidstream.ingest.source.exotel.ExotelAnswers;

/** Reads the account's credit every so often, and tells it. For one thread. */
final class BalancePoller {

  private static final String KIND = "balance";
  private static final String RESOURCE = "Balance.json";
  private static final Duration DAY = Duration.ofDays(1);

  private final ExotelApi api;
  private final ExotelAnswers answers;
  private final Duration every;
  private final VitalsReport report;
  private final Clock clock;
  private Instant next = Instant.EPOCH;

  BalancePoller(
      ExotelApi api, ExotelAnswers answers, Duration every, VitalsReport report, Clock clock) {
    this.api = api;
    this.answers = answers;
    this.every = every;
    this.report = report;
    this.clock = clock;
  }

  /**
   * Asks if it is time. A failure is not repeated before the next time, and not for a day where it
   * is for the question: an account may not have this resource, which is no failure of the API.
   *
   * @return whether it has asked
   * @throws ApiException when the credit is not told
   */
  boolean look() throws ApiException, InterruptedException {
    Instant now = clock.instant();
    if (now.isBefore(next) || !api.isOpen()) {
      return false;
    }
    next = now.plus(every);
    OptionalLong balance = answers.balance(answer(now));
    if (balance.isEmpty()) {
      throw new ApiException("Exotel's API answers " + RESOURCE + " without a balance", true);
    }
    Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    report.tell(KIND, Pull.SOURCE, minute, Map.of("paise", balance.getAsLong()));
    return true;
  }

  private byte[] answer(Instant now) throws ApiException, InterruptedException {
    try {
      return api.get(RESOURCE, RESOURCE);
    } catch (ApiException e) {
      if (e.isForTheQuestion()) {
        next = now.plus(DAY);
      }
      throw e;
    }
  }
}
