// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sidstream.chassis.run.ExitCode;

/** The launcher where something is missing: one sentence, an exit code, nothing started. */
class LauncherTest {

  @TempDir Path checkout;
  private Path tools;

  @BeforeEach
  void copyTheLauncherOnly() throws Exception {
    Files.copy(Path.of("../sidstream"), checkout.resolve("sidstream"));
    tools = Files.createDirectory(checkout.resolve("tools"));
    for (String tool : new String[] {"sed", "dirname", "readlink", "sort", "head", "env", "bash"}) {
      Files.createSymbolicLink(tools.resolve(tool), program(tool));
    }
  }

  @Test
  void aMissingJavaIsSaid() throws Exception {
    assertThat(launch(Map.of())).startsWith("sidstream: no java found: install a JDK, version 17");
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    assertThat(launch(Map.of("JAVA_HOME", "/no/such/jdk")))
        .startsWith("sidstream: JAVA_HOME is /no/such/jdk, where there is no bin/java");
  }

  @Test
  void aJavaThatIsTooOldIsNamedWithItsVersion() throws Exception {
    fake("java", "echo '    java.specification.version = 11' >&2");

    assertThat(launch(Map.of())).contains("is Java 11, sidstream needs a JDK 17 or newer");
  }

  @Test
  void aMissingMavenIsSaid() throws Exception {
    assertThat(launch(Map.of("JAVA_HOME", System.getProperty("java.home"))))
        .startsWith("sidstream: no mvn found: install Maven 3.8.5 or newer");
  }

  @Test
  void aMavenThatIsTooOldIsNamedWithItsVersion() throws Exception {
    fake("mvn", "echo 'Apache Maven 3.6.3 (somewhere)'");

    assertThat(launch(Map.of("JAVA_HOME", System.getProperty("java.home"))))
        .startsWith("sidstream: mvn is Maven 3.6.3, sidstream needs 3.8.5 or newer");
  }

  /** What it says; it must say one line and start nothing. */
  private String launch(Map<String, String> environment) throws Exception {
    Path output = checkout.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(tools.resolve("bash").toString(), "./sidstream", "up")
            .directory(checkout.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isEqualTo(ExitCode.CANNOT_START.number());
    assertThat(said.lines()).hasSize(1);
    return said;
  }

  private void fake(String tool, String script) throws Exception {
    Path file = tools.resolve(tool);
    Files.write(file, ("#!" + tools.resolve("bash") + "\n" + script + "\n").getBytes(UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path program(String tool) {
    Path inBin = Path.of("/usr/bin", tool);
    return Files.exists(inBin) ? inBin : Path.of("/bin", tool);
  }
}
