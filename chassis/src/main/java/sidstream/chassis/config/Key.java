// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One setting that an app knows.
 *
 * @param name property name, for example {@code sidstream.ops.port}
 * @param kind what may stand under the name
 * @param secret whether its value is never shown
 * @param ofEntry the settings that each entry of a map has, by their names below the entry's; none
 *     where an entry is a value
 */
record Key(String name, Kind kind, boolean secret, List<Key> ofEntry) {

  Key(String name, Kind kind, boolean secret) {
    this(name, kind, secret, List.of());
  }

  enum Kind {
    /** The name holds one value. */
    VALUE,
    /** The name holds values separated by commas, or one per index below it. */
    LIST,
    /** Entries stand below the name, each under a name that the user gives. */
    MAP
  }

  /** How the name is spelled as an environment variable. */
  String variable() {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** Whether a value under this environment variable is one of this setting's. */
  boolean takesVariable(String candidate) {
    boolean exactly = candidate.equals(variable());
    boolean below = candidate.startsWith(variable() + '_');
    return switch (kind) {
      case VALUE -> exactly;
      case LIST -> exactly || below;
      case MAP -> below && (ofEntry.isEmpty() || isOfEntry(candidate));
    };
  }

  private boolean isOfEntry(String candidate) {
    return entries(candidate)
        .anyMatch(
            entry ->
                ofEntry.stream()
                    .anyMatch(key -> key.takesVariable(candidate.substring(entry.length() + 1))));
  }

  /** How an environment variable of this setting's may be spelled that is near to this one. */
  Stream<String> spellings(String candidate) {
    return ofEntry.isEmpty()
        ? Stream.of(variable())
        : entries(candidate)
            .flatMap(entry -> ofEntry.stream().map(key -> entry + '_' + key.variable()));
  }

  /** The variable up to the end of an entry's name, which may hold underscores itself. */
  private Stream<String> entries(String candidate) {
    int begin = variable().length() + 1;
    return candidate.startsWith(variable() + '_')
        ? IntStream.range(begin + 1, candidate.length())
            .filter(i -> candidate.charAt(i) == '_')
            .mapToObj(i -> candidate.substring(0, i))
        : Stream.empty();
  }

  /** Whether a value under this property name is one of this setting's. */
  boolean takes(String candidate) {
    return switch (kind) {
      case VALUE -> candidate.equals(name);
      case LIST -> candidate.equals(name) || candidate.startsWith(name + '[');
      case MAP -> candidate.startsWith(name + '.');
    };
  }
}
