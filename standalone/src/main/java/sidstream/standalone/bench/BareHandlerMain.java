// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * What the gateway is compared with: a handler that reads the body and answers 200, on the same
 * server, with a thread for each request. Its port is its argument.
 */
final class BareHandlerMain {

  private static final int MAX_THREADS = 200;

  private BareHandlerMain() {}

  public static void main(String[] args) throws InterruptedException {
    int port = Integer.parseInt(args[0]);
    Javalin bare = Javalin.create(config -> configure(config, port));
    bare.start();
    new CountDownLatch(1).await();
  }

  private static void configure(JavalinConfig config, int port) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS);
    config.jetty.addConnector(
        (server, http) -> {
          ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
          connector.setHost(Rig.HOST);
          connector.setPort(port);
          return connector;
        });
    config.routes.post(
        "/hooks/{source}/{feed}/{secret}",
        ctx -> {
          ctx.bodyAsBytes();
          ctx.status(200).result("");
        });
  }
}
