// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;
import sidstream.ingest.spool.SpoolRecord;
import sidstream.schemas.Topics;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/** The two topics that webhooks end on. */
final class Writers {

  private final TopicWriter<WebhookEvent> events;
  private final TopicWriter<QuarantinedWebhook> quarantined;

  Writers(Topics topics) {
    events = new TopicWriter<>(topics.webhooks);
    quarantined = new TopicWriter<>(topics.webhooksQuarantine);
  }

  List<TopicWriter<?>> all() {
    return List.of(events, quarantined);
  }

  List<Schema> schemas() {
    return all().stream().map(writer -> writer.topic().schema()).toList();
  }

  /** Lets records be read that were spooled under these schemas, in JSON. */
  void learn(Collection<String> written) {
    for (String json : written) {
      Schema schema = new Schema.Parser().parse(json);
      all().forEach(writer -> writer.learn(schema));
    }
  }

  SpoolRecord atRest(WebhookEvent event) {
    return events.atRest(event.getSid(), event.getReceiptId(), event.getReceivedAt(), event);
  }

  SpoolRecord atRest(QuarantinedWebhook webhook) {
    String id = webhook.getReceiptId();
    return quarantined.atRest(id, id, webhook.getReceivedAt(), webhook);
  }

  /** Makes a record up to the sending. */
  void rehearse(WebhookEvent event) {
    try {
      var unused = events.forKafka(atRest(event), 0);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e); // what was just encoded can be read
    }
  }
}
