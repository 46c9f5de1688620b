// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import sidstream.schemas.record.ContactCall;

/** Key of a campaign's contact: the source, the campaign, the contact. */
final class ContactKey {

  private ContactKey() {}

  /** No source has a colon in its name, and here no campaign has. */
  static String of(ContactCall call) {
    return call.getSource()
        + ':'
        + URLEncoder.encode(call.getCampaign(), UTF_8)
        + ':'
        + call.getContact();
  }
}
