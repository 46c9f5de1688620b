// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The bytes of a body, of which no more are taken than fit. */
final class BoundedBody implements BodySubscriber<byte[]> {

  private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
  private final int most;
  private @Nullable Subscription subscription;
  private long taken;

  /**
   * @param most bytes; a longer body fails
   */
  BoundedBody(int most) {
    this.most = most;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole.getBody();
  }

  @Override
  public void onSubscribe(Subscription subscribed) {
    subscription = subscribed;
    whole.onSubscribe(subscribed);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (taken > most) {
      return;
    }
    taken += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (taken > most) {
      if (subscription != null) {
        subscription.cancel();
      }
      whole.onError(new IOException("longer than " + most + " bytes"));
    } else {
      whole.onNext(buffers);
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.onError(failure);
  }

  @Override
  public void onComplete() {
    if (taken <= most) {
      whole.onComplete();
    }
  }
}
