// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.util.List;

/**
 * One run of a campaign over its contacts.
 *
 * @param campaign the provider's campaign id
 * @param postings in the order of posting
 * @param expected totals
 */
public record Wave(String campaign, List<Posting> postings, Expected expected) {

  public Wave {
    postings = List.copyOf(postings);
  }
}
