// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.log;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import sidstream.ingest.TestCorridor;
import sidstream.schemas.record.QuarantinedWebhook;
import sidstream.schemas.record.WebhookEvent;

/** What every log promises, on a real broker in this VM: one for each class of tests. */
abstract class KafkaLogContract extends EventLogContract {

  private static TestCorridor corridor;

  @BeforeAll
  static void open() throws Exception {
    corridor = new TestCorridor();
    corridor.start();
  }

  @AfterAll
  static void stop() {
    corridor.close();
  }

  static TestCorridor corridor() {
    return corridor;
  }

  @Override
  List<WebhookEvent> events(String sid) {
    return corridor.events(sid);
  }

  @Override
  List<QuarantinedWebhook> quarantined() {
    return corridor.quarantined();
  }
}
