// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sidstream.chassis.config.Secret;
import sidstream.ingest.verify.Verdict.Ground;

/**
 * Knows a sender by the scheme of standardwebhooks.com: {@code webhook-signature} holds signatures,
 * separated by spaces, of id, time and raw body; {@code v1} is HMAC-SHA256, {@code v1a} Ed25519.
 * One that fits is enough. A time too far from now, before or after, is a replay.
 *
 * <p>An id with a dot is refused: with it the same signed text could be read as another time and
 * another body.
 */
public final class StandardWebhooks implements Verifier {

  private static final String ID = "webhook-id";
  private static final String TIME = "webhook-timestamp";
  private static final String SIGNATURE = "webhook-signature";
  private static final Pattern PLAIN_ID = Pattern.compile("[!-~&&[^.]]{1,256}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
  private static final Pattern SPACE = Pattern.compile(" ");

  /** A longer list is no rotation of keys: it makes us compute. */
  private static final int MOST_SIGNATURES = 16;

  private final List<SigningKey> keys;
  private final Duration tolerance;

  /**
   * @param current key, {@code whsec_} and base64 for {@code v1}, {@code whpk_} and base64 for
   *     {@code v1a}
   * @param previous the one before, until the sender has changed; may be of the other kind
   * @param tolerance how far the sender's time may be from ours
   * @throws IllegalArgumentException when a key is none
   */
  public StandardWebhooks(Secret current, Optional<Secret> previous, Duration tolerance) {
    keys =
        Tokens.live(current, previous).stream()
            .map(secret -> SigningKey.of(secret.reveal()))
            .toList();
    this.tolerance = tolerance;
  }

  @Override
  public boolean needsBody() {
    return true;
  }

  @Override
  public boolean isPresented(Attempt attempt) {
    return attempt.headers().containsKey(SIGNATURE);
  }

  @Override
  public Verdict verify(Attempt attempt) {
    String id = attempt.only(ID);
    String time = attempt.only(TIME);
    String signatures = attempt.only(SIGNATURE);
    if (id == null || time == null || signatures == null || !PLAIN_ID.matcher(id).matches()) {
      return refused("no id, time or signature");
    }
    if (!SECONDS.matcher(time).matches() || !isNear(Long.parseLong(time), attempt)) {
      return refused("the signature is not from now");
    }
    byte[] head = (id + '.' + time + '.').getBytes(US_ASCII);
    return isSigned(head, attempt.body(), signatures)
        ? new Verdict.Accepted()
        : refused("no live signature of the body");
  }

  private boolean isNear(long seconds, Attempt attempt) {
    Duration apart = Duration.ofSeconds(seconds - attempt.at().getEpochSecond()).abs();
    return apart.compareTo(tolerance) <= 0;
  }

  private boolean isSigned(byte[] head, ByteBuffer body, String signatures) {
    String[] list = SPACE.split(signatures, MOST_SIGNATURES + 1);
    if (list.length > MOST_SIGNATURES) {
      return false;
    }
    boolean signed = false;
    for (SigningKey key : keys) {
      signed |= key.signed(head, body, list);
    }
    return signed;
  }

  private static Verdict refused(String why) {
    return new Verdict.Refused(Ground.CREDENTIALS, why);
  }
}
