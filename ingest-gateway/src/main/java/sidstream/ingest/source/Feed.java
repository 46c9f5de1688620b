// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source;

/**
 * One callback URL of a provider.
 *
 * @param name third part of the URL's path, for example {@code call}
 * @param about what comes in on it, one sentence for people
 * @param largestBody bytes a body may have at least, whatever is configured; 0 for the usual ones
 */
public record Feed(String name, String about, int largestBody) {

  /** With bodies of the usual size. */
  public Feed(String name, String about) {
    this(name, about, 0);
  }
}
