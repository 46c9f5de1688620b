// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Exotel's API v1, asked at a bounded rate: 200 requests a minute are allowed on an account, and
 * whoever makes its calls needs most of them. After a failure nobody asks for a while. For one
 * thread.
 */
final class ExotelApi {

  private static final int OK = 200;
  private static final Set<Integer> FOR_THE_QUESTION = Set.of(400, 404, 410, 413, 414, 422, 431);

  /** Twenty calls are 30 KB. */
  private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ApiAccess access;
  private final ApiCalls calls;
  private final Clock clock;
  private final HttpClient http;
  private Instant next = Instant.EPOCH;

  ExotelApi(ApiAccess access, ApiCalls calls, Clock clock) {
    this.access = access;
    this.calls = calls;
    this.clock = clock;
    http =
        HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER) // the token is for this host alone
            .connectTimeout(access.patience())
            .build();
  }

  /** Whether it may be asked now. */
  boolean isOpen() {
    return !clock.instant().isBefore(next);
  }

  /**
   * Asks, and waits for the answer.
   *
   * @param resource of the account, for example {@code Balance.json}
   * @param name of the resource without what is in it, for messages
   * @return the body of an answer 200
   * @throws ApiException when there is another answer, or none in time
   */
  byte[] get(String resource, String name) throws ApiException, InterruptedException {
    next = clock.instant().plus(MINUTE.dividedBy(access.perMinute()));
    HttpResponse<byte[]> response = send(resource, name);
    calls.answered(response.statusCode());
    if (response.statusCode() != OK) {
      next = clock.instant().plus(retryAfter(response));
      throw new ApiException(
          "Exotel's API answers " + name + " by " + response.statusCode(),
          FOR_THE_QUESTION.contains(response.statusCode()));
    }
    return response.body();
  }

  private HttpResponse<byte[]> send(String resource, String name)
      throws ApiException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> response =
        http.sendAsync(request(resource), info -> new BoundedBody(LONGEST_ANSWER));
    try {
      return response.get(access.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unanswered(name + ": " + e.getCause());
    } catch (TimeoutException e) {
      throw unanswered(name + " within " + access.patience().toMillis() + " ms");
    } finally {
      response.cancel(true);
    }
  }

  private ApiException unanswered(String what) {
    calls.unanswered();
    next = clock.instant().plus(PAUSE);
    return new ApiException("Exotel's API does not answer " + what, false);
  }

  private HttpRequest request(String resource) {
    String credentials = access.key() + ':' + access.token().reveal();
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    return HttpRequest.newBuilder(
            access.url().resolve("/v1/Accounts/" + access.account() + '/' + resource))
        .header("Authorization", "Basic " + basic)
        .header("Accept", "application/json")
        .GET()
        .build();
  }

  /** In seconds, as Exotel sends it; anything else is none, and less than usual is not enough. */
  private static Duration retryAfter(HttpResponse<?> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("");
    if (!seconds.matches("[0-9]{1,6}")) {
      return PAUSE;
    }
    long asked = Long.parseLong(seconds);
    return Duration.ofSeconds(
        Math.max(PAUSE.toSeconds(), Math.min(asked, LONGEST_PAUSE.toSeconds())));
  }
}
