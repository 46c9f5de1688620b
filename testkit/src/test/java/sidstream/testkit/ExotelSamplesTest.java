// SPDX-License-Identifier: Apache-2.0
package sidstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ExotelSamplesTest {
  @Test
  void everyFileIsListedOnce() throws Exception {
    Path folder =
        Path.of(ExotelSamples.class.getResource("exotel/samples.tsv").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(ExotelSamples.all().stream().map(ExotelSample::name))
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.equals("samples.tsv"))
                  .toList());
    }
  }

  @Test
  void everyFeedHasSamples() {
    assertThat(ExotelSamples.all().stream().map(ExotelSample::feed))
        .containsOnly(
            "call",
            "sms",
            "campaign",
            "passthru",
            "popup",
            "whatsapp",
            "rcs",
            "incoming-sms",
            "leadassist",
            "heartbeat",
            "exoml",
            "webrtc");
    assertThat(ExotelSamples.of("sms")).extracting(ExotelSample::feed).containsOnly("sms");
  }

  @ParameterizedTest
  @MethodSource("sidstream.testkit.ExotelSamples#all")
  void aBodyHasTheFormItsContentTypeSays(ExotelSample sample) {
    String body = new String(sample.body(), UTF_8);
    if (sample.method().equals("GET")) {
      assertThat(sample.contentType()).isNull();
      assertThat(body).contains("=").doesNotContain("\n", " ");
      return;
    }
    String[] type = sample.contentType().split("; boundary=", 2);
    switch (type[0]) {
      case "application/json" -> assertThat(body).startsWith("{").endsWith("}");
      case "application/x-www-form-urlencoded" ->
          assertThat(body).contains("=").doesNotContain("\n");
      default -> assertThat(body).startsWith("--" + type[1] + "\r\n").endsWith("--\r\n\r\n");
    }
  }

  @Test
  void anUnknownNameIsAnError() {
    assertThatThrownBy(() -> ExotelSamples.named("fax.form"))
        .isInstanceOf(NoSuchElementException.class);
  }
}
