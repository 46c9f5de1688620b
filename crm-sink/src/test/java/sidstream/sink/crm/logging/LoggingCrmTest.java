// SPDX-License-Identifier: Apache-2.0
package sidstream.sink.crm.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import sidstream.sink.CrmEvents;
import sidstream.sink.crm.ActivityMapper;
import sidstream.sink.crm.Crm;
import sidstream.sink.crm.CrmContract;

class LoggingCrmTest implements CrmContract {

  @Override
  public Crm crm() {
    return new LoggingCrm();
  }

  @Test
  void aLineHasSidStepAndStatusAndNothingElse() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(LoggingCrm.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    crm().deliver(new ActivityMapper().map(CrmEvents.call()), "k");
    logger.detachAppender(lines);
    logger.setLevel(null);
    ILoggingEvent line = lines.list.get(0);
    assertThat(line.getFormattedMessage() + line.getKeyValuePairs())
        .isEqualTo("event[sid=\"c0ffee\", step=\"terminal\", status=\"completed\"]");
  }
}
