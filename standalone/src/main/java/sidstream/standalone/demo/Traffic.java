// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a simulator has done so far.
 *
 * @param sent webhooks posted, each counted once however often it was tried
 * @param repeats how many of them were repeats
 * @param answers by HTTP status, retries included; 0 stands for no answer
 * @param givenUp webhooks never accepted
 */
public record Traffic(long sent, long repeats, SortedMap<Integer, Long> answers, long givenUp) {

  public Traffic {
    answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
  }

  /** How often an answer was given. */
  public long answered(int status) {
    return answers.getOrDefault(status, 0L);
  }
}
