// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import sidstream.chassis.config.OpsConfig;
import sidstream.chassis.ops.Check;
import sidstream.chassis.ops.Ops;

@Timeout(60)
class AppMainTest {

  private static final Map<String, String> FREE_PORT =
      Map.of("SIDSTREAM_OPS_PORT", "0", "SIDSTREAM_OPS_STOP_DELAY", "PT0S");

  private final Logger logger = (Logger) LoggerFactory.getLogger(AppMain.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @ConfigMapping(prefix = "sidstream")
  interface ShopConfig {
    OpsConfig ops();
  }

  /** A part whose check and close are given. */
  private record Door(Check check, CountDownLatch started, Runnable closing) implements Part {

    @Override
    public String name() {
      return "door";
    }

    @Override
    public void start() {
      started.countDown();
    }

    @Override
    public void close() {
      closing.run();
    }
  }

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  @Test
  void aWrongConfigurationEndsWithItsProblems() {
    ExitCode code = main(AppMainTest::unreachable).run(Map.of("SIDSTREAM_OPS_PORT", "many"));
    assertThat(code).isEqualTo(ExitCode.BAD_CONFIG);
    assertThat(logged()).anyMatch(line -> line.contains("sidstream.ops.port = \"many\""));
  }

  @Test
  void aTakenOperationsPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      ExitCode code = main(AppMainTest::unreachable).run(Map.of("SIDSTREAM_OPS_PORT", port));
      assertThat(code).isEqualTo(ExitCode.CANNOT_START);
      assertThat(logged())
          .contains(
              "cannot start: the operations port 127.0.0.1:"
                  + port
                  + " (sidstream.ops.host, sidstream.ops.port) cannot be opened:"
                  + " Address already in use");
    }
  }

  @Test
  void aPartThatCannotStartEndsTheAppWithTheReason() {
    Part broken =
        new Part() {
          @Override
          public String name() {
            return "door";
          }

          @Override
          public void start() {
            throw new StartException("the door is locked", new Exception());
          }

          @Override
          public Check check() {
            return Check.OK;
          }

          @Override
          public void close() {}
        };
    assertThat(main((config, ops) -> new App("shop", List.of(broken))).run(FREE_PORT))
        .isEqualTo(ExitCode.CANNOT_START);
    assertThat(logged()).contains("cannot start: the door is locked");
  }

  @Test
  void aBugInWiringEndsTheAppAsACrash() {
    assertThat(main(AppMainTest::unreachable).run(FREE_PORT)).isEqualTo(ExitCode.CRASHED);
  }

  @Test
  void anAppThatIsAskedToStopDrainsAndEndsWell() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    CompletableFuture<ExitCode> code = stopped(new DoorPlan(closed::countDown, "PT20S"));
    assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
    assertThat(closed.getCount()).isZero();
  }

  @Test
  void aDrainThatTakesTooLongHasItsOwnExitCode() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Runnable hang =
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    CompletableFuture<ExitCode> code = stopped(new DoorPlan(hang, "PT0.1S"));
    assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.DRAIN_TIMEOUT);
    never.countDown();
  }

  @Test
  void aDeadPartEndsTheAppAsACrash() {
    Door dead = new Door(Check.dead("fell off"), new CountDownLatch(1), () -> {});
    assertThat(main((config, ops) -> new App("shop", List.of(dead))).run(FREE_PORT))
        .isEqualTo(ExitCode.CRASHED);
    assertThat(logged()).anyMatch(line -> line.contains("fell off"));
  }

  private record DoorPlan(Runnable closing, String drainTimeout) {}

  /** Starts an app, asks it to stop once it runs, and promises its exit code. */
  private static CompletableFuture<ExitCode> stopped(DoorPlan plan) throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    Door door = new Door(Check.OK, started, plan.closing());
    AppMain<ShopConfig> main = main((config, ops) -> new App("shop", List.of(door)));
    Map<String, String> environment = new java.util.HashMap<>(FREE_PORT);
    environment.put("SIDSTREAM_OPS_DRAIN_TIMEOUT", plan.drainTimeout());
    CompletableFuture<ExitCode> code = CompletableFuture.supplyAsync(() -> main.run(environment));
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
    main.stop();
    return code;
  }

  private static AppMain<ShopConfig> main(BiFunction<ShopConfig, Ops, App> wire) {
    return new AppMain<>(ShopConfig.class, ShopConfig::ops, wire);
  }

  private static App unreachable(ShopConfig config, Ops ops) {
    throw new AssertionError("wired");
  }

  private List<String> logged() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
