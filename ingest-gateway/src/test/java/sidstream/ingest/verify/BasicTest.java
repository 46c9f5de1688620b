// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import sidstream.chassis.config.Secret;

class BasicTest extends VerifierContract {

  private static final String USER = "exotel";
  private static final Secret NEW = new Secret("new-p@ss:word-0123");
  private static final Secret OLD = new Secret("old-p@ss:word-0123");

  @Override
  Verifier verifier() {
    return new Basic(USER, NEW, Optional.of(OLD));
  }

  @Override
  Verifier rotated() {
    return new Basic(USER, NEW, Optional.empty());
  }

  @Override
  Attempts good() {
    return sent("Basic " + base64(USER + ':' + NEW.reveal()));
  }

  @Override
  Attempts goodByPrevious() {
    return sent("Basic " + base64(USER + ':' + OLD.reveal()));
  }

  @Override
  Set<String> headers() {
    return Set.of("authorization");
  }

  @Override
  Set<Part> parts() {
    return Set.of();
  }

  @Override
  List<String> secrets() {
    return List.of(NEW.reveal(), OLD.reveal());
  }

  @Override
  boolean isSame(Attempts changed) { // the scheme's case does not matter
    String header = changed.attempt().header("authorization");
    String credentials = good().attempt().header("authorization").substring(5);
    return header.equalsIgnoreCase("Basic" + credentials) && header.endsWith(credentials);
  }

  @Example
  void theReferencesExampleIsRead() {
    // RFC 7617, section 2, with the password padded to a length that is taken
    Verifier aladdin =
        new Basic("Aladdin", new Secret("open-sesame-open-sesame"), Optional.empty());
    assertAccepted(aladdin, sent("Basic QWxhZGRpbjpvcGVuLXNlc2FtZS1vcGVuLXNlc2FtZQ=="));
    assertAccepted(aladdin, sent("bAsIc   QWxhZGRpbjpvcGVuLXNlc2FtZS1vcGVuLXNlc2FtZQ==  "));
    assertRefused(aladdin, sent("Bearer QWxhZGRpbjpvcGVuLXNlc2FtZS1vcGVuLXNlc2FtZQ=="));
    assertRefused(aladdin, sent("Basic QWxhZGRpbjpvcGVuLXNlc2FtZS1vcGVuLXNlc2FtZQ"));
    assertRefused(aladdin, sent("Basic"));
  }

  @Example
  void anotherUserIsRefused() {
    assertRefused(verifier(), sent("Basic " + base64("exotel2:" + NEW.reveal())));
    assertRefused(verifier(), sent("Basic " + base64(':' + NEW.reveal())));
  }

  @Example
  void itTellsWhetherCredentialsAreThere() {
    assertThat(verifier().isPresented(good().attempt())).isTrue();
    assertThat(verifier().isPresented(Attempts.PLAIN.attempt())).isFalse();
  }

  @Example
  void whatDoesNotFitIsNotTakenIntoUse() {
    for (String user : List.of("", " ", "a:b", "a b", "ü")) {
      assertThatThrownBy(() -> new Basic(user, NEW, Optional.empty()))
          .hasMessageContaining("a user name must be");
    }
    for (String password : List.of("", "hunter2", "with space 0123456789", "ümlaut-0123456789")) {
      Secret secret = new Secret(password);
      assertThatThrownBy(() -> new Basic(USER, secret, Optional.empty()))
          .hasMessageContaining("a secret must");
      assertThatThrownBy(() -> new Basic(USER, NEW, Optional.of(secret)))
          .hasMessageContaining("a secret must");
    }
  }

  private static Attempts sent(String authorization) {
    return Attempts.PLAIN.header("authorization", authorization).body("a body");
  }

  private static String base64(String credentials) {
    return Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }
}
