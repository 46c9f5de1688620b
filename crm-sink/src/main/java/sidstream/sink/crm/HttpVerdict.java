// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sidstream.sink.delivery.DeliveryResult;
import sidstream.sink.delivery.DeliveryResult.Delivered;
import sidstream.sink.delivery.DeliveryResult.Rejected;
import sidstream.sink.delivery.DeliveryResult.Retry;

/**
 * What an HTTP answer, or none, says about a delivery.
 *
 * <p>2xx is delivered. Tried again is what passes by itself: 408, 425, 429, 5xx, no answer.
 * Everything else is a no, a redirect and a refused login included: waiting does not mend them, and
 * a dead letter is seen at once. Who would rather have a full backlog than dead letters while a
 * token is expired adds 401 and 403 to the retried ones.
 */
public final class HttpVerdict {

  private static final Set<Integer> PASSING = Set.of(408, 425, 429);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final int LONGEST_DETAIL = 200;

  private final Set<Integer> alsoDelivered;
  private final Set<Integer> alsoRetried;

  /**
   * @param alsoDelivered statuses that this CRM sends for what it has already, for example 409
   * @param alsoRetried further statuses that pass, for example 404 while a record is being made
   */
  public HttpVerdict(Set<Integer> alsoDelivered, Set<Integer> alsoRetried) {
    this.alsoDelivered = Set.copyOf(alsoDelivered);
    this.alsoRetried = Set.copyOf(alsoRetried);
  }

  /**
   * @param retryAfter the header of that name: seconds, or a date of HTTP
   */
  public DeliveryResult ofAnswer(int status, @Nullable String retryAfter, Instant now) {
    if (alsoDelivered.contains(status) || isBetween(200, status, 299)) {
      return new Delivered(status);
    }
    String why = "the CRM answered " + status;
    return passes(status)
        ? new Retry(wait(retryAfter, now).orElse(null), why, status)
        : new Rejected(why, status);
  }

  /** Nobody knows whether the CRM has it. */
  public DeliveryResult ofError(IOException error) {
    String why = error.getClass().getSimpleName() + ": " + error.getMessage();
    return new Retry(
        null, "no answer: " + why.substring(0, Math.min(why.length(), LONGEST_DETAIL)), null);
  }

  private boolean passes(int status) {
    return alsoRetried.contains(status) || PASSING.contains(status) || isBetween(500, status, 599);
  }

  private static boolean isBetween(int low, int status, int high) {
    return low <= status && status <= high;
  }

  /** Empty where the header is missing or means nothing; zero where its date has passed. */
  private static Optional<Duration> wait(@Nullable String retryAfter, Instant now) {
    if (retryAfter == null) {
      return Optional.empty();
    } else if (SECONDS.matcher(retryAfter.strip()).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter.strip())));
    }
    return date(retryAfter.strip())
        .map(then -> Duration.between(now, then))
        .map(HttpVerdict::notPast);
  }

  private static Duration notPast(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
