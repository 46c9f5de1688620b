// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm.rest;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer; its body is read to its end, so that the connection can be used again, but
 * no further than a bound, and none of it is kept. The status stands even when the body never ends.
 */
final class Answer implements BodyHandler<@Nullable Void> {

  private static final int READ_AT_MOST = 64 * 1024;

  private volatile @Nullable ResponseInfo head;

  /** Null until it has arrived. */
  @Nullable ResponseInfo head() {
    return head;
  }

  @Override
  public BodySubscriber<@Nullable Void> apply(ResponseInfo info) {
    head = info;
    return new Drain();
  }

  private static final class Drain implements BodySubscriber<@Nullable Void> {

    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private @Nullable Subscription body;
    private int read;

    @Override
    public CompletionStage<@Nullable Void> getBody() {
      return end;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      body = subscription;
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      read += buffers.stream().mapToInt(ByteBuffer::remaining).sum();
      if (read > READ_AT_MOST && body != null) {
        body.cancel();
        end.complete(null);
      }
    }

    @Override
    public void onError(Throwable error) {
      end.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
      end.complete(null);
    }
  }
}
