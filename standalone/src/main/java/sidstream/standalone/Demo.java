// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.run.App;
import sidstream.standalone.demo.Campaign;
import sidstream.standalone.demo.DemoCrm;
import sidstream.standalone.demo.LiveLine;
import sidstream.standalone.demo.Simulator;

/** A campaign that never ends at the front door, and a CRM that shows it at the back door. */
final class Demo implements AutoCloseable {

  private final DemoCrm crm;
  private final PrintStream out;
  private @Nullable App campaign;

  /**
   * @param out where a line a second tells what flows
   */
  Demo(Ports ports, PrintStream out) {
    this.crm = new DemoCrm(ports.host(), ports.demoCrm());
    this.out = out;
  }

  /** Before the house starts: the CRM, which then waits for events. */
  Demo openCrm() {
    crm.start();
    return this;
  }

  /** Where the CRM takes events. */
  String crmUrl() {
    return crm.url() + "/events";
  }

  /** Once the house is ready. */
  void startCampaign(Endpoints endpoints) {
    out.println("  demo CRM      " + crm.url());
    Map<String, URI> feeds =
        endpoints.hooks().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, hook -> URI.create(hook.getValue())));
    Simulator simulator =
        new Simulator(feeds, Simulator.PER_SECOND, new Campaign(new Random(), Clock.systemUTC()));
    campaign = new App("demo", List.of(simulator, LiveLine.of(simulator, crm, out)));
    campaign.start();
  }

  /** Ends the campaign, so that the house can drain. */
  void endCampaign() {
    if (campaign != null) {
      campaign.close();
    }
  }

  @Override
  public void close() {
    endCampaign();
    crm.close();
  }
}
