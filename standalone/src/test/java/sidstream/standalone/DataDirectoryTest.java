// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sidstream.chassis.run.StartException;

class DataDirectoryTest {

  @TempDir Path temp;

  @Test
  void aSecretIsMadeOnceAndForTheOwnerOnly() throws Exception {
    try (DataDirectory directory = DataDirectory.take(temp.resolve("new"))) {
      String secret = directory.secret("hook");

      assertThat(secret).matches("[A-Za-z0-9_-]{32}").isEqualTo(directory.secret("hook"));
      Path file = temp.resolve("new/secrets/hook");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void oneRunAtATimeOwnsIt() {
    try (DataDirectory first = DataDirectory.take(temp)) {
      assertThatThrownBy(() -> DataDirectory.take(temp))
          .isInstanceOf(StartException.class)
          .hasMessageContaining(first.root().toString())
          .hasMessageContaining("in use");
    }
    DataDirectory.take(temp).close();
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "");

    assertThatThrownBy(() -> DataDirectory.take(file.resolve("below")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(file.resolve("below").toString());
  }
}
