// SPDX-License-Identifier: Apache-2.0
package sidstream.stream;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sidstream.chassis.kafka.KafkaClients;
import sidstream.chassis.kafka.TopicProvisioning;
import sidstream.chassis.ops.Check;
import sidstream.schemas.AvroSerdes;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;

/** What must be there before the topology can start: its topics and their schemas. */
final class Prerequisites {

  private static final Logger log = LoggerFactory.getLogger(Prerequisites.class);
  private static final long RETRY_MS = 500;

  private final KafkaClients clients;
  private final Topics topics;
  private final AvroSerdes serdes;
  private volatile Check check = Check.notReady("starting");

  Prerequisites(KafkaClients clients, Topics topics, AvroSerdes serdes) {
    this.clients = clients;
    this.topics = topics;
    this.serdes = serdes;
  }

  /** Returns when everything is there; says in the log and in {@link #check} what is missing. */
  void await() throws InterruptedException {
    try (Admin admin = clients.admin()) {
      while (!present(admin)) {
        TimeUnit.MILLISECONDS.sleep(RETRY_MS);
      }
    }
  }

  Check check() {
    return check;
  }

  /** The topology will not start in this process. */
  void fail(String why) {
    check = Check.dead(why);
  }

  private boolean present(Admin admin) throws InterruptedException {
    try {
      Set<String> existing = admin.listTopics().names().get();
      List<String> missing =
          topics.all().stream().map(Topic::name).filter(name -> !existing.contains(name)).toList();
      if (!missing.isEmpty()) {
        return waitFor("the topics " + missing + " do not exist: provision them");
      }
      // what both have of a Sid is on one task only where both are spread alike
      Set<Integer> partitions =
          TopicProvisioning.partitions(admin, List.of(topics.webhooks, topics.callAttempts));
      if (partitions.size() > 1) {
        return waitFor(
            "%s and %s must have equally many partitions, not %s: delete the second and provision it"
                .formatted(topics.webhooks.name(), topics.callAttempts.name(), partitions));
      }
      for (Topic<?> topic : topics.all()) {
        serdes.resolve(topic);
      }
      return true;
    } catch (ExecutionException e) {
      return waitFor("Kafka does not answer: " + e.getCause());
    } catch (IOException e) {
      return waitFor("the schema registry does not answer: " + e.getMessage());
    } catch (RestClientException e) {
      return waitFor("the schema registry lacks a schema: " + e.getMessage());
    }
  }

  private boolean waitFor(String what) {
    if (!check.detail().equals(what)) {
      log.warn("waiting: {}", what);
    }
    check = Check.notReady(what);
    return false;
  }
}
