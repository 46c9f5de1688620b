// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;

/** Where the build put Apicurio Registry. */
public final class RegistryHome {
  private static final String RUNNER = "apicurio-registry-app-*-runner.jar";

  private RegistryHome() {}

  /**
   * The directory {@code registry} below the system property {@code sidstream.home}, or else beside
   * this module's jar or classes.
   */
  public static Path find() {
    String home = System.getProperty("sidstream.home");
    return (home == null ? besideUs() : Path.of(home)).resolve("registry").toAbsolutePath();
  }

  /**
   * The jar that starts it.
   *
   * @throws NoSuchFileException when there is none in that directory
   */
  static Path runner(Path home) throws IOException {
    if (Files.isDirectory(home)) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(home, RUNNER)) {
        Iterator<Path> first = jars.iterator();
        if (first.hasNext()) {
          return first.next();
        }
      }
    }
    throw new NoSuchFileException(home.resolve(RUNNER).toString());
  }

  private static Path besideUs() {
    try {
      return Path.of(RegistryHome.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling(".");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
