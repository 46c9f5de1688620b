// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.nio.file.Path;

/**
 * Where the one-command run logs: to files under its data directory, so that the terminal shows
 * what matters. The logging set-up reads the directory when the first line is logged.
 */
final class UpLogging {

  private UpLogging() {}

  static void to(Path directory) {
    System.setProperty("sidstream.log.dir", directory.toString());
  }
}
