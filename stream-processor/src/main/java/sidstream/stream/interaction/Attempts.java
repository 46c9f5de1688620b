// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls of one campaign to one contact in the order in which they were made: the place of each,
 * from 1, is the number of the attempt. The order of arrival does not matter, nor does how often a
 * call is told of.
 *
 * @param calls earliest first, none twice, at most {@link #MOST}
 */
public record Attempts(List<Call> calls) {

  /** Calls to one contact that are numbered; providers retry a few times. */
  public static final int MOST = 100;

  /** Of a call that is not among those numbered. */
  public static final int NO_NUMBER = 0;

  public static final Attempts NONE = new Attempts(List.of());

  private static final Comparator<Call> ORDER =
      Comparator.comparing(Call::madeAt).thenComparing(Call::sid);

  /** One call; told of with several times, the earliest counts. */
  public record Call(String sid, Instant madeAt) {}

  public Attempts {
    calls = List.copyOf(calls);
  }

  /** With that call in its place; of more than are numbered, the latest are forgotten. */
  public Attempts with(Call call) {
    List<Call> all = new ArrayList<>(calls);
    Call known = null;
    for (Call next : calls) {
      known = next.sid().equals(call.sid()) ? next : known;
    }
    if (known != null && ORDER.compare(known, call) <= 0) {
      return this;
    }
    all.remove(known);
    all.add(call);
    all.sort(ORDER);
    return new Attempts(all.subList(0, Math.min(all.size(), MOST)));
  }

  /**
   * Numbers by Sid of those calls that had another one before, or none, and of the one that was
   * told of now: whoever has forgotten it learns it again. One that has become too late to be
   * numbered has {@link #NO_NUMBER}.
   */
  public Map<String, Integer> toTell(Attempts before, String toldOf) {
    Map<String, Integer> changed = new LinkedHashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      String sid = calls.get(i).sid();
      boolean same = i < before.calls.size() && before.calls.get(i).sid().equals(sid);
      if (!same || sid.equals(toldOf)) {
        changed.put(sid, i + 1);
      }
    }
    for (Call last : before.calls) {
      if (calls.stream().noneMatch(call -> call.sid().equals(last.sid()))) {
        changed.put(last.sid(), NO_NUMBER);
      }
    }
    return changed;
  }
}
