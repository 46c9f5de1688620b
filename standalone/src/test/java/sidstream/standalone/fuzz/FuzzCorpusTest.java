// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replays what fuzzing has found worth keeping; {@code ./sidstream fuzz} looks for more. */
class FuzzCorpusTest {

  @ParameterizedTest
  @EnumSource
  void everyKeptInputIsHandled(Target target) throws IOException {
    List<Path> kept;
    try (Stream<Path> files = Files.list(Path.of("src/fuzz", target.directory()))) {
      kept = files.sorted().toList();
    }
    assertThat(kept).isNotEmpty();
    for (Path input : kept) {
      byte[] bytes = Files.readAllBytes(input);
      assertThatCode(() -> target.once(bytes)).as(input.toString()).doesNotThrowAnyException();
    }
  }
}
