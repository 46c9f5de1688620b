// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.pull;

import java.io.IOException;

/** The provider's API did not tell what it was asked for. The message holds nothing secret. */
final class ApiException extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean forTheQuestion;

  /**
   * @param forTheQuestion whether another question might be answered now
   */
  ApiException(String message, boolean forTheQuestion) {
    super(message);
    this.forTheQuestion = forTheQuestion;
  }

  boolean isForTheQuestion() {
    return forTheQuestion;
  }
}
