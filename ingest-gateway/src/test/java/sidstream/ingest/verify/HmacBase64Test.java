// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.verify;

import sidstream.ingest.verify.Hmac.Encoding;
import sidstream.ingest.verify.Hmac.Hash;
import sidstream.ingest.verify.Hmac.Scheme;

class HmacBase64Test extends HmacTest {

  @Override
  Scheme scheme() {
    return new Scheme(HEADER, Hash.SHA1, Encoding.BASE64, "");
  }
}
