// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sidstream.chassis.run.ExitCode;

/** What happens without a broker; with one, see the tests of the one-command run. */
@Timeout(60)
class ProvisionTest {

  private final List<String> said = new ArrayList<>();

  @Test
  void aBrokerThatDoesNotComeIsNamed() throws Exception {
    Map<String, String> environment =
        Map.of(
            "SIDSTREAM_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
            "SIDSTREAM_KAFKA_REQUEST_TIMEOUT", "PT0.2S",
            "SIDSTREAM_PROVISION_PATIENCE", "PT0.1S");
    assertThat(Provision.main(environment, said::add)).isEqualTo(ExitCode.CANNOT_START);
    assertThat(said)
        .last()
        .asString()
        .startsWith("cannot provision: the broker at 127.0.0.1:1 is not there after 0 s");
  }

  @Test
  void wrongSettingsAreListed() throws Exception {
    Map<String, String> environment =
        Map.of("SIDSTREAM_KAFKA_BOOTSTRAP", "x:1", "SIDSTREAM_PROVISION_PATIENCE", "long");
    assertThat(Provision.main(environment, said::add)).isEqualTo(ExitCode.BAD_CONFIG);
    assertThat(said.get(0))
        .contains("SIDSTREAM_KAFKA_BOOTSTRAP is unknown", "sidstream.provision.patience");
  }

  @Test
  void anAppsOwnSettingsArePassedOver() throws Exception {
    Map<String, String> environment =
        Map.of(
            "SIDSTREAM_OPS_HOST", "0.0.0.0",
            "SIDSTREAM_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
            "SIDSTREAM_KAFKA_REQUEST_TIMEOUT", "PT0.2S",
            "SIDSTREAM_PROVISION_PATIENCE", "PT0.1S");
    assertThat(Provision.main(environment, said::add)).isEqualTo(ExitCode.CANNOT_START);
  }
}
