// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Health composed from the parts that work. Ready means that every part does its work and nobody
 * asked to stop; alive means that no part needs a restart.
 */
public final class Health {

  private final Map<String, Supplier<Check>> checks = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  public void add(String part, Supplier<Check> check) {
    checks.put(part, check);
  }

  /** From now on readiness is refused. */
  public void stopping() {
    stopping = true;
  }

  public boolean ready() {
    return !stopping && !checks.isEmpty() && now().values().stream().allMatch(Check::ready);
  }

  public boolean alive() {
    return now().values().stream().allMatch(Check::alive);
  }

  /** Every part's check, by name. */
  public Map<String, Check> now() {
    Map<String, Check> now = new TreeMap<>();
    checks.forEach((part, check) -> now.put(part, truth(check)));
    return now;
  }

  private static Check truth(Supplier<Check> check) {
    try {
      return check.get();
    } catch (RuntimeException e) {
      return Check.notReady("cannot be checked: " + e);
    }
  }
}
