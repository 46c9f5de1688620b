// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Says SmallRye's findings in our users' words: the setting first, no class names, no codes. */
final class Problems {

  private static final Pattern UNKNOWN =
      Pattern.compile("(\\S+) in .*(command line|file).* does not map to any root.*");
  private static final Pattern MISFIT =
      Pattern.compile(".*property (\\S+) with the config value (\".*\") threw .*? converted (.*)");
  private static final Pattern EMPTY =
      Pattern.compile(".*property (\\S+) is defined as the empty.*");
  private static final Pattern MISSING =
      Pattern.compile(".*property (\\S+) is required but it could not be found.*");

  private final Suggestion suggestion;

  Problems(List<Key> keys) {
    suggestion = new Suggestion(keys.stream().map(Key::name).toList());
  }

  List<String> of(ConfigValidationException e) {
    return IntStream.range(0, e.getProblemCount())
        .mapToObj(i -> plain(bare(e.getProblem(i).getMessage())))
        .toList();
  }

  private String plain(String message) {
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.matches()) {
      String name = unknown.group(1);
      return name + " (" + unknown.group(2) + ") is unknown" + suggestion.sentence(name);
    }
    Matcher misfit = MISFIT.matcher(message);
    if (misfit.matches()) {
      return misfit.group(1) + " = " + misfit.group(2) + " does not fit: " + misfit.group(3);
    }
    Matcher empty = EMPTY.matcher(message);
    if (empty.matches()) {
      return empty.group(1) + " is empty";
    }
    Matcher missing = MISSING.matcher(message);
    return missing.matches() ? missing.group(1) + " is required" : message;
  }

  private static String bare(String message) {
    return message.replaceAll("([a-z]+\\.)+[A-Z]\\w*(Exception|Error): |SRCFG\\d+: ", "");
  }
}
