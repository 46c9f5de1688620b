// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import java.util.Locale;

/**
 * One setting that an app knows.
 *
 * @param name property name, for example {@code sidstream.ops.port}
 * @param kind what may stand under the name
 * @param secret whether its value is never shown
 */
record Key(String name, Kind kind, boolean secret) {

  enum Kind {
    /** The name holds one value. */
    VALUE,
    /** The name holds values separated by commas, or one per index below it. */
    LIST,
    /** Whatever stands below the name belongs to it. */
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
      case MAP -> below;
    };
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
