// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedEnvironmentTest {

  private static final List<Class<?>> APPS = List.of(Kitchen.class, Bar.class);

  @ConfigMapping(prefix = "sidstream")
  interface Kitchen {
    @WithDefault("here")
    String place();

    @WithDefault("1")
    int ovens();

    Map<String, String> dishes();
  }

  @ConfigMapping(prefix = "sidstream")
  interface Bar {
    @WithDefault("here")
    String place();

    @WithDefault("1")
    int taps();
  }

  @Test
  void eachAppGetsWhatItKnows() {
    SharedEnvironment environment =
        shared(
            Map.of(
                "SIDSTREAM_PLACE", "there",
                "SIDSTREAM_OVENS", "2",
                "SIDSTREAM_TAPS_FILE", "/taps",
                "SIDSTREAM_DISHES_SOUP", "hot",
                "PATH", "/bin",
                "SIDSTREAM_BAR_PORT", "tcp://10.0.0.1:80"));

    assertThat(environment.of(Kitchen.class))
        .containsOnlyKeys("SIDSTREAM_PLACE", "SIDSTREAM_OVENS", "SIDSTREAM_DISHES_SOUP")
        .containsEntry("SIDSTREAM_OVENS", "2");
    assertThat(environment.of(Bar.class))
        .isEqualTo(Map.of("SIDSTREAM_PLACE", "there", "SIDSTREAM_TAPS_FILE", "/taps"));
    assertThat(Settings.load(Kitchen.class, environment.of(Kitchen.class), Map.of()).values())
        .extracting(Kitchen::ovens)
        .isEqualTo(2);
  }

  @Test
  void whatNoAppKnowsIsNamed() {
    assertThat(problems(Map.of("SIDSTREAM_OVEN", "2", "SIDSTREAM_TAPZ_FILE", "/taps")))
        .containsExactly(
            "SIDSTREAM_OVEN is unknown; did you mean 'SIDSTREAM_OVENS'?",
            "SIDSTREAM_TAPZ_FILE is unknown; did you mean 'SIDSTREAM_TAPS'?");
  }

  @Test
  void whatIsSetForTheAppsIsNamed() {
    assertThat(
            problems(
                Map.of("SIDSTREAM_PLACE", "there", "SIDSTREAM_DISHES_SOUP_FILE", "/soup"),
                "sidstream.place",
                "sidstream.dishes."))
        .containsExactly(
            "SIDSTREAM_DISHES_SOUP_FILE cannot be set here: this command sets it for the apps",
            "SIDSTREAM_PLACE cannot be set here: this command sets it for the apps");
  }

  @Test
  void oneFileForSeveralAppsIsNone() {
    assertThat(problems(Map.of("SIDSTREAM_CONFIG", "/etc/sidstream.properties")))
        .containsExactly("SIDSTREAM_CONFIG names one app's settings, and here are several");
  }

  private static SharedEnvironment shared(Map<String, String> environment, String... own) {
    return new SharedEnvironment(environment, APPS, Set.of(own));
  }

  private static List<String> problems(Map<String, String> environment, String... own) {
    return catchThrowableOfType(ConfigException.class, () -> shared(environment, own)).problems();
  }
}
