// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sidstream.stream.StreamProcessorMain;
import sidstream.testkit.FreePort;

/** The stream processor as a process beside a rig's broker, with a state directory of its own. */
public final class ProcessorVm {

  private static final List<String> HEAP = List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError");

  /** As docker-compose.yml runs the processor. */
  public static final List<String> SHIPPED_FLAGS = List.of("-XX:+UseParallelGC", "-XX:NewRatio=1");

  private static final Duration BOUND = Duration.ofMinutes(15);

  private final Rig rig;
  private final Path state;
  private final int ops = FreePort.next();
  private final Vm.Program program;
  private @Nullable Vm vm;

  /**
   * @param name sets its state apart from that of another one
   * @param flags of its VM, beside its heap; none are those of docker-compose.yml
   */
  ProcessorVm(Rig rig, String name, List<String> flags) {
    this(rig, name, flags, Map.of());
  }

  /**
   * @param name sets its state apart from that of another one
   * @param flags of its VM, beside its heap; none are those of docker-compose.yml
   * @param settings as environment variables, beside where everything is
   */
  ProcessorVm(Rig rig, String name, List<String> flags, Map<String, String> settings) {
    this.rig = rig;
    state = rig.directory().resolve(name);
    Map<String, String> environment = new HashMap<>();
    rig.clients().forEach((key, value) -> environment.put(variable(key), value));
    environment.put("SIDSTREAM_OPS_PORT", Integer.toString(ops));
    environment.put("SIDSTREAM_OPS_STOP_DELAY", "PT0S");
    environment.put("SIDSTREAM_STREAMS_SESSION_TIMEOUT", "PT6S");
    environment.put("SIDSTREAM_PRIVACY_TOKEN_KEY", "bench");
    environment.put("SIDSTREAM_STREAMS_STATE_DIR", state.toString());
    environment.putAll(settings);
    program = new Vm.Program(jvm(flags), StreamProcessorMain.class, List.of(), environment);
  }

  /**
   * All flags of a VM.
   *
   * @param flags beside its heap; none are those of docker-compose.yml
   */
  static List<String> jvm(List<String> flags) {
    List<String> all = new ArrayList<>(HEAP);
    all.addAll(flags.isEmpty() ? SHIPPED_FLAGS : flags);
    return all;
  }

  /** Also starts it again, once it has ended. */
  Vm start() throws IOException {
    Vm running = vm;
    if (running == null) {
      running = rig.beside(program);
      vm = running;
    } else {
      running.start();
    }
    return running;
  }

  /** Returns when its state is restored and its partitions are its own; in how many seconds. */
  double startUntilReady() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    rig.awaitAnswer(start(), HttpRequest.newBuilder(ops("/ready")).build(), BOUND);
    return (System.nanoTime() - begin) / 1e9;
  }

  /** What its operations port says. */
  URI ops(String path) {
    return URI.create("http://" + Rig.HOST + ":" + ops + path);
  }

  void stop() {
    if (vm != null) {
      vm.close();
    }
  }

  /** As a crash of the machine would: nothing is committed any more. */
  void kill() throws IOException, InterruptedException {
    if (vm != null) {
      vm.kill();
    }
  }

  /** Of the interactions, on disk. */
  long stateBytes() throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      return files
          .filter(file -> file.toString().contains("interaction-store"))
          .map(Path::toFile)
          .filter(File::isFile)
          .mapToLong(File::length)
          .sum();
    }
  }

  void loseState() throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
