// SPDX-License-Identifier: Apache-2.0
package sidstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import sidstream.schemas.record.QuarantinedWebhook;

/** One thread's values one after the other, on the same sheet. */
class BinaryWriterTest {

  private static final byte[] HEAD = {1, 2, 3};

  private final BinaryWriter<QuarantinedWebhook> writer =
      new BinaryWriter<>(new Topics("").webhooksQuarantine);

  @Test
  void nothingIsLeftOfTheValueBefore() {
    byte[] first = written(10);
    byte[] large = written(200_000);
    byte[] again = written(10);

    assertThat(again).isEqualTo(first).startsWith(HEAD).hasSizeLessThan(large.length);
    assertThat(large).hasSizeGreaterThan(200_000);
  }

  @Test
  void nothingIsLeftOfAValueThatFailed() {
    byte[] before = written(10);
    QuarantinedWebhook broken = webhook(10);
    broken.put(broken.getSchema().getField("raw").pos(), null); // the last one

    assertThatThrownBy(() -> writer.write(HEAD, broken)).isInstanceOf(NullPointerException.class);
    assertThat(written(10)).isEqualTo(before);
  }

  @Test
  void whatWasHandedOutStaysAsItIs() {
    byte[] first = written(10);
    byte[] copy = first.clone();
    written(20);

    assertThat(first).isEqualTo(copy);
  }

  /** A part of an array, memory outside of the heap, what nobody may change. */
  @Test
  void bytesAreTheSameWhateverHoldsThem() {
    byte[] whole = {9, 1, 2, 3, 9};
    ByteBuffer part = ByteBuffer.wrap(whole, 1, 3);
    ByteBuffer outside = ByteBuffer.allocateDirect(3).put(whole, 1, 3).flip();
    byte[] expected = writer.write(HEAD, webhook(ByteBuffer.wrap(new byte[] {1, 2, 3})));

    for (ByteBuffer raw : List.of(part, part.slice(), outside, part.asReadOnlyBuffer())) {
      assertThat(writer.write(HEAD, webhook(raw))).isEqualTo(expected);
      assertThat(raw.remaining()).isEqualTo(3);
    }
  }

  private byte[] written(int bytes) {
    return writer.write(HEAD, webhook(bytes));
  }

  private static QuarantinedWebhook webhook(int bytes) {
    return webhook(ByteBuffer.allocate(bytes));
  }

  private static QuarantinedWebhook webhook(ByteBuffer raw) {
    return QuarantinedWebhook.newBuilder()
        .setReceiptId("r-1")
        .setReceivedAt(Instant.EPOCH)
        .setSource("exotel")
        .setFeed("call")
        .setReason("MALFORMED_BODY")
        .setDetail("no closing delimiter")
        .setMethod("POST")
        .setRaw(raw)
        .build();
  }
}
