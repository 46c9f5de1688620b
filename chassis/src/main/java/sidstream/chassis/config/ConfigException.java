// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import java.util.List;

/** The configuration is wrong. The message holds every problem, one a line. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public ConfigException(List<String> problems) {
    super("the configuration is wrong:\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence per problem; each names its setting. */
  public List<String> problems() {
    return problems;
  }
}
