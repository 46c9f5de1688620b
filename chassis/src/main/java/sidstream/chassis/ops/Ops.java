// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * What one process shows its operators. One app has one; the one-command run shares one among its
 * three apps.
 */
public final class Ops implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new Meters(registry);
  private final Health health = new Health();
  private final Map<String, Page> pages = new ConcurrentSkipListMap<>();
  private final JvmGcMetrics gc = new JvmGcMetrics();

  public Ops() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  public Meters meters() {
    return meters;
  }

  public Health health() {
    return health;
  }

  /**
   * A page of an app's own.
   *
   * @param contentType as in HTTP
   * @param content made anew for each request
   */
  record Page(String contentType, Supplier<String> content) {}

  /**
   * Shows a page on the operations port, beside the port's own ones.
   *
   * @param path from {@code /} on
   */
  public void page(String path, String contentType, Supplier<String> content) {
    pages.put(path, new Page(contentType, content));
  }

  /** By path, in its order. */
  Map<String, Page> pages() {
    return pages;
  }

  /** Every meter in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
