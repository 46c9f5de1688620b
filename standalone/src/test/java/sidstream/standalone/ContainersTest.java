// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sidstream.standalone.ContainerStreet.APPS;
import static sidstream.standalone.ContainerStreet.PATIENCE;

import com.github.dockerjava.api.DockerClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.GenericContainer;
import sidstream.testkit.CrmRequest;

/** The images and docker-compose.yml do what they promise, on a real engine. */
@Tag("containers")
@Timeout(600)
class ContainersTest {

  private static final int STOP_SECONDS = 45;

  private static Engine engine;
  private static ContainerStreet street;

  @BeforeAll
  static void open() throws Exception {
    engine = Engine.find();
    street = new ContainerStreet(engine);
    street.open();
  }

  @AfterAll
  static void close() {
    if (street != null) {
      street.close();
    }
  }

  @Test
  void aWebhookSentTwiceArrivesOnceAtTheCrm() throws Exception {
    assertThat(street.postCall(call("twice"))).isEqualTo(200);
    assertThat(street.postCall(call("twice"))).isEqualTo(200);
    try (TopicReader duplicates = street.reader(street.topics.webhooksDuplicates)) {
      await().atMost(PATIENCE).until(() -> duplicates.values().size() == 1);
    }
    await().atMost(PATIENCE).until(() -> !street.crm.bySid("twice").isEmpty());
    assertThat(street.crm.bySid("twice")).hasSize(1);
    CrmRequest request = street.crm.bySid("twice").get(0);
    assertThat(request.json().get("status").asText()).isEqualTo("completed");
    assertThat(request.header("Authorization")).contains("Bearer of-a-test");
    assertThat(request.header("X-Api-Key")).contains("key-of-a-test");
  }

  @Test
  void everyAppIsHealthyAndReadyAndNotRoot() {
    for (String app : APPS) {
      GenericContainer<?> container = street.running(app);
      assertThat(container.isHealthy()).as(app).isTrue();
      assertThat(container.getContainerInfo().getConfig().getUser()).isEqualTo("10001:10001");
      await().atMost(PATIENCE).until(() -> street.isReady(app));
    }
  }

  @Test
  void aSinkThatIsStoppedDrainsAndGoesOnWhereItWas() throws Exception {
    DockerClient docker = engine.client();
    String sink = street.running("sink").getContainerId();
    docker.stopContainerCmd(sink).withTimeout(STOP_SECONDS).exec();
    assertThat(docker.inspectContainerCmd(sink).exec().getState().getExitCodeLong()).isZero();

    assertThat(street.postCall(call("while-away"))).isEqualTo(200);
    docker.startContainerCmd(sink).exec();

    await().atMost(PATIENCE).until(() -> !street.crm.bySid("while-away").isEmpty());
    assertThat(street.crm.bySid("while-away")).hasSize(1);
  }

  private static String call(String sid) {
    return "CallSid=%s&EventType=terminal&Status=completed&From=09999999991&To=09999999992"
        .formatted(sid);
  }
}
