// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.util.List;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

class InMemoryEventLogTest extends EventLogContract {

  private InMemoryEventLog memory;

  @Override
  EventLog create() {
    memory = new InMemoryEventLog();
    return memory;
  }

  @Override
  List<WebhookEvent> events(String sid) {
    return memory.events().stream().filter(event -> event.getSid().equals(sid)).toList();
  }

  @Override
  List<QuarantinedWebhook> quarantined() {
    return memory.quarantined();
  }
}
