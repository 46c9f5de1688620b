// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/**
 * One authenticated webhook as received: what the gateway knows without reading it.
 *
 * @param receiptId unique id of this receipt
 * @param receivedAt when the request was complete, gateway clock
 * @param source provider of the callback URL
 * @param feed feed of the callback URL
 * @param request what came over the wire
 */
public record RawWebhook(
    String receiptId, Instant receivedAt, String source, String feed, Request request) {

  /**
   * What came over the wire.
   *
   * @param method HTTP method
   * @param query query of the callback URL, first value of each name, secrets left out
   * @param contentType Content-Type header as received
   * @param body bytes as received, of a GET the query as received with its secrets left out; nobody
   *     moves its position
   */
  public record Request(
      String method, Map<String, String> query, @Nullable String contentType, ByteBuffer body) {

    public Request {
      query = Map.copyOf(query);
    }

    /** The body, not to be changed: a copy only where it is a part of something larger. */
    public byte[] bytes() {
      if (body.hasArray() && body.arrayOffset() == 0 && body.array().length == body.remaining()) {
        return body.array();
      }
      byte[] bytes = new byte[body.remaining()];
      body.duplicate().get(bytes);
      return bytes;
    }
  }

  /**
   * One of several items of this webhook as a webhook of its own.
   *
   * @param number from 1; the first item keeps the receipt id
   * @param bytes the item as received
   */
  public RawWebhook item(int number, ByteBuffer bytes) {
    return new RawWebhook(
        number == 1 ? receiptId : receiptId + '/' + number,
        receivedAt,
        source,
        feed,
        new Request(request.method, request.query, request.contentType, bytes));
  }

  /** Facts of the callback URL; those of a GET are its body already. */
  public SortedMap<String, String> queryFacts() {
    return request.method.equals("GET") ? new TreeMap<>() : new TreeMap<>(request.query);
  }

  /** An event with everything that does not depend on the provider. */
  public WebhookEvent.Builder event() {
    return WebhookEvent.newBuilder()
        .setReceiptId(receiptId)
        .setReceivedAt(receivedAt)
        .setSource(source)
        .setFeed(feed)
        .setMethod(request.method)
        .setQuery(request.query)
        .setContentType(request.contentType)
        .setRaw(request.body);
  }

  /** The same webhook, set aside. */
  public QuarantinedWebhook quarantined(Reading.Quarantine why) {
    return QuarantinedWebhook.newBuilder()
        .setReceiptId(receiptId)
        .setReceivedAt(receivedAt)
        .setSource(source)
        .setFeed(feed)
        .setReason(why.reason().name())
        .setDetail(why.detail())
        .setMethod(request.method)
        .setQuery(request.query)
        .setContentType(request.contentType)
        .setRaw(request.body)
        .build();
  }
}
