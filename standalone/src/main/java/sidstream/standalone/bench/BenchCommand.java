// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import picocli.CommandLine.Command;

/** {@code sidstream bench}: what this machine can do, and what it does under faults. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Measures the apps on this machine, see docs/BENCHMARKS.md.",
    subcommands = {
      GatewayBench.class,
      OutageBench.class,
      ProcessorBench.class,
      SlowSendersBench.class,
      SpoolBench.class
    })
public final class BenchCommand {}
