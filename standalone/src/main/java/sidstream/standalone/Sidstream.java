// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import sidstream.chassis.run.StopSignal;
import sidstream.standalone.bench.BenchCommand;
import sidstream.standalone.fuzz.FuzzCommand;
import sidstream.standalone.fuzz.HttpFuzzCommand;

/** The {@code ./sidstream} tools. */
@Command(
    name = "sidstream",
    mixinStandardHelpOptions = true,
    version = "sidstream 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = "Webhooks in, each counted once and told in order: an event pipeline on Kafka.")
public final class Sidstream {

  private Sidstream() {}

  public static void main(String[] args) {
    StopSignal stop = new StopSignal().listen();
    CommandLine line = new CommandLine(new Sidstream());
    line.addSubcommand(new UpCommand(stop, System.out));
    line.addSubcommand(new ProvisionCommand());
    line.addSubcommand(new BenchCommand());
    line.addSubcommand(new FuzzCommand());
    line.addSubcommand(new HttpFuzzCommand());
    stop.exit(line.execute(args.length == 0 ? new String[] {"--help"} : args));
  }
}
