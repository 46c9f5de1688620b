// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm.rest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.sink.crm.Activity;
import sidstream.sink.crm.Crm;
import sidstream.sink.crm.CrmConfig;
import sidstream.sink.crm.HttpVerdict;
import sidstream.sink.delivery.DeliveryResult;

/**
 * Posts every activity as JSON to one URL, with the event's id as {@code Idempotency-Key}. It
 * follows no redirect: a body with clear numbers goes where the settings say and nowhere else.
 */
public final class RestCrm implements Crm {

  private static final Logger log = LoggerFactory.getLogger(RestCrm.class);

  private final RestTarget target;
  private final HttpVerdict verdict;
  private final InstantSource clock;
  private final HttpClient client;

  RestCrm(RestTarget target, HttpVerdict verdict, InstantSource clock) {
    this.target = target;
    this.verdict = verdict;
    this.clock = clock;
    // HTTP/1.1: over plain http the JDK asks every server to upgrade, and some CRMs choke on that
    client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(target.timeout())
            .build();
  }

  /**
   * @throws sidstream.chassis.config.ConfigException when settings are missing or wrong
   */
  public static RestCrm of(CrmConfig config) {
    HttpVerdict verdict =
        new HttpVerdict(
            config.alsoDelivered().orElse(Set.of()), config.alsoRetried().orElse(Set.of()));
    RestTarget target = RestTarget.of(config);
    log.atInfo().addKeyValue("target", target).log("CRM");
    return new RestCrm(target, verdict, InstantSource.system());
  }

  @Override
  public String name() {
    return "rest";
  }

  @Override
  public DeliveryResult deliver(Activity activity, String idempotencyKey)
      throws InterruptedException {
    Answer answer = new Answer();
    IOException error = exchange(request(activity, idempotencyKey), answer);
    ResponseInfo head = answer.head();
    if (head == null) {
      return verdict.ofError(error);
    }
    String retryAfter = head.headers().firstValue("Retry-After").orElse(null);
    return verdict.ofAnswer(head.statusCode(), retryAfter, clock.instant());
  }

  private HttpRequest request(Activity activity, String idempotencyKey) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.uri())
            .POST(BodyPublishers.ofString(activity.json()))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey);
    target.headers().forEach(request::setHeader);
    return request.build();
  }

  /**
   * Returns when the answer is there, or cannot come in time. The JDK's own timeout ends with the
   * head of an answer; this one covers its body.
   *
   * @return what went wrong; without meaning where the answer's head is there
   */
  private IOException exchange(HttpRequest request, Answer answer) throws InterruptedException {
    CompletableFuture<?> exchange = client.sendAsync(request, answer);
    try {
      exchange.get(target.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return new IOException("nothing");
    } catch (ExecutionException e) {
      return e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } catch (TimeoutException e) {
      return new HttpTimeoutException("not within " + target.timeout());
    } finally {
      exchange.cancel(true);
    }
  }
}
