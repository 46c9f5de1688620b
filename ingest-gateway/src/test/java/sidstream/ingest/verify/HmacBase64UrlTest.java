// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import sidstream.ingest.verify.Hmac.Encoding;
import sidstream.ingest.verify.Hmac.Hash;
import sidstream.ingest.verify.Hmac.Scheme;

class HmacBase64UrlTest extends HmacTest {

  private static final Map<Hash, String> PADDING =
      Map.of(Hash.SHA1, "=", Hash.SHA256, "=", Hash.SHA384, "", Hash.SHA512, "==");

  @Override
  Scheme scheme() {
    return new Scheme(HEADER, Hash.SHA512, Encoding.BASE64URL, "v0=");
  }

  @Example
  void paddingIsOptionalAndComplete() {
    for (Hash hash : Hash.values()) {
      Scheme scheme = new Scheme(HEADER, hash, Encoding.BASE64URL, "");
      Verifier verifier = new Hmac(scheme, NEW, Optional.empty());
      String bare = signature(scheme, NEW, BODY);
      String padded = bare + PADDING.get(hash);
      assertAccepted(verifier, Attempts.PLAIN.header(HEADER, bare).body(BODY));
      assertAccepted(verifier, Attempts.PLAIN.header(HEADER, padded).body(BODY));
      assertRefused(verifier, Attempts.PLAIN.header(HEADER, padded + "=").body(BODY));
    }
  }
}
