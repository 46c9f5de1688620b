// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What every verifier promises, and every composition of them. */
abstract class VerifierContract {

  /** What a verifier may look at besides headers. */
  enum Part {
    SECRET,
    URL,
    SENDER,
    BODY
  }

  /** The verifier under test, with two live secrets where it has secrets. */
  abstract Verifier verifier();

  /** The same after the rotation: the previous secret is taken no more. */
  abstract Verifier rotated();

  /** An attempt that it accepts. */
  abstract Attempts good();

  /** An attempt that it accepts by its previous secret; the good one where it has no secrets. */
  abstract Attempts goodByPrevious();

  /** Headers that must be there. */
  abstract Set<String> headers();

  /** What else of the good attempt must be as it is. */
  abstract Set<Part> parts();

  /** Texts that no refusal may hold. */
  abstract List<String> secrets();

  /** Whether a header can hold several values, of which one is enough. */
  boolean takesList() {
    return false;
  }

  /** Whether a changed attempt says the same in other letters, and so is fine too. */
  boolean isSame(Attempts changed) {
    return false;
  }

  @Example
  void itAcceptsItsOwn() {
    assertAccepted(verifier(), good());
    assertAccepted(rotated(), good());
  }

  @Example
  void bothLiveSecretsAreAcceptedAndARetiredOneIsNot() {
    assertAccepted(verifier(), goodByPrevious());
    if (!secrets().isEmpty()) {
      assertRefused(rotated(), goodByPrevious());
    }
  }

  @Example
  void everyChangedBitOfWhatItCoversIsRefused() throws Exception {
    List<Attempts> changed = changed();
    assertThat(changed).isNotEmpty();
    for (Attempts attempt : changed) {
      if (!isSame(attempt)) {
        assertRefused(verifier(), attempt);
      }
    }
  }

  @Example
  void withoutAHeaderOrWithTwoItIsRefused() {
    for (String name : headers()) {
      String value = good().attempt().headers().get(name).get(0);
      assertRefused(verifier(), good().header(name));
      assertRefused(verifier(), good().header(name, ""));
      assertRefused(verifier(), good().header(name, value, value));
      assertRefused(verifier(), good().header(name, value, "x"));
      assertRefused(verifier(), good().header(name, "x", value));
    }
  }

  @Example
  void withoutAPartItIsRefused() {
    for (Part part : parts()) {
      assertRefused(
          verifier(),
          switch (part) {
            case SECRET -> good().secret(null);
            case URL -> good().target("POST", "/", null);
            case SENDER -> good().sender((InetAddress) null);
            case BODY -> good().body("");
          });
    }
  }

  @Property(tries = 300)
  void rubbishIsRefusedAndNothingThrows(
      @ForAll @Size(max = 3) List<String> values, @ForAll byte[] body, @ForAll String text) {
    for (String name : headers()) {
      assertRefused(verifier(), good().header(name, values.toArray(String[]::new)));
      String value = good().attempt().headers().get(name).get(0);
      if (!text.isBlank() && !takesList()) { // white space around a header is no part of it
        assertRefused(verifier(), good().header(name, value + text));
        assertRefused(verifier(), good().header(name, text + value));
      }
    }
    for (Part part : parts()) {
      assertRefused(
          verifier(),
          switch (part) {
            case SECRET -> good().secret(text);
            case URL -> good().target(text, text, text);
            case SENDER -> good().sender((InetAddress) null);
            case BODY -> good().body(body);
          });
    }
  }

  @Example
  void itAnswersBeforeTheBodyWhatItCan() {
    Attempts early = good().body("");
    assertThat(verifier().refusedEarly(early.attempt())).isNull();
    if (!verifier().needsBody()) {
      assertAccepted(verifier(), early);
      assertAccepted(verifier(), good().body("anything"));
    }
  }

  @Example
  void itLeavesTheBodyAsItIsAndSaysTheSameAgain() {
    Attempts attempt = good();
    int left = attempt.attempt().body().remaining();
    for (int i = 0; i < 3; i++) {
      assertAccepted(verifier(), attempt);
      assertThat(attempt.attempt().body().remaining()).isEqualTo(left);
    }
    ByteBuffer slice = ByteBuffer.allocateDirect(left + 7).position(7);
    slice.put(attempt.bytes()).position(7);
    assertAccepted(verifier(), new Attempts(withBody(attempt.attempt(), slice)));
  }

  @Example
  void itTellsManyAtOnceApart() {
    Verifier shared = verifier();
    List<Attempts> mixed = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      mixed.add(i % 2 == 0 ? good() : goodByPrevious());
    }
    assertThat(
            mixed.parallelStream()
                .map(attempt -> shared.verify(attempt.attempt()))
                .allMatch(Verdict.Accepted.class::isInstance))
        .isTrue();
  }

  final void assertAccepted(Verifier verifier, Attempts attempt) {
    assertThat(verifier.verify(attempt.attempt())).isEqualTo(new Verdict.Accepted());
  }

  /** Refused, without a word of the request or of a secret. */
  final void assertRefused(Verifier verifier, Attempts attempt) {
    assertThat(verifier.verify(attempt.attempt()))
        .as("%s", attempt)
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              assertThat(refused.why()).isNotBlank().matches("[A-Za-z', ]+");
              assertThat(secrets()).noneMatch(secret -> refused.why().contains(secret));
            });
  }

  private List<Attempts> changed() throws UnknownHostException {
    List<Attempts> changed = new ArrayList<>();
    Attempt good = good().attempt();
    for (String name : headers()) {
      for (String value : changed(good.headers().get(name).get(0))) {
        changed.add(good().header(name, value));
      }
    }
    if (parts().contains(Part.SECRET)) {
      changed(String.valueOf(good.target().secret()))
          .forEach(secret -> changed.add(good().secret(secret)));
    }
    if (parts().contains(Part.URL)) {
      for (String url : changed(good.target().pathAndQuery())) {
        changed.add(good().target(good.target().method(), url, good.target().secret()));
      }
    }
    if (parts().contains(Part.SENDER) && good.sender() != null) {
      for (byte[] address : changed(good.sender().getAddress())) {
        changed.add(good().sender(InetAddress.getByAddress(address)));
      }
    }
    if (parts().contains(Part.BODY)) {
      changed(good().bytes()).forEach(body -> changed.add(good().body(body)));
    }
    return changed;
  }

  /** Every text with one bit of one character changed, one character less, or one more. */
  private static List<String> changed(String text) {
    List<String> changed = new ArrayList<>();
    for (int at = 0; at < text.length(); at++) {
      for (int bit = 0; bit < 8; bit++) {
        char other = (char) (text.charAt(at) ^ (1 << bit));
        changed.add(text.substring(0, at) + other + text.substring(at + 1));
      }
      changed.add(text.substring(0, at) + text.substring(at + 1));
    }
    changed.add(text + 'x');
    changed.add(text + text);
    return changed;
  }

  private static List<byte[]> changed(byte[] bytes) {
    List<byte[]> changed = new ArrayList<>();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] other = bytes.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      changed.add(other);
    }
    return changed;
  }

  private static Attempt withBody(Attempt attempt, ByteBuffer body) {
    Map<String, List<String>> headers = attempt.headers();
    return new Attempt(attempt.target(), headers, attempt.sender(), attempt.at(), body);
  }
}
