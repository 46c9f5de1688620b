// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;

/**
 * Takes webhooks out of the stream of requests, on the thread that read them, since nothing there
 * waits; the rest goes on to Javalin, on a thread of its own. When the server stops, webhooks under
 * way get their answers first.
 */
final class Intake extends Handler.Wrapper implements Graceful {

  private final WebhookHandler webhooks;
  private final WebhookHandler.Helpers helpers;

  Intake(WebhookHandler webhooks, WebhookHandler.Helpers helpers) {
    this.webhooks = webhooks;
    this.helpers = helpers;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (isOurs(request)) {
      webhooks.take(request, response, callback, helpers);
    } else {
      helpers.large().execute(() -> pass(request, response, callback));
    }
    return true;
  }

  private static boolean isOurs(Request request) {
    String path = request.getHttpURI().getPath();
    return path == null || path.startsWith(Routes.ROOT) || Admission.isOdd(request);
  }

  private void pass(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Exception e) {
      Response.writeError(request, response, callback, e);
    }
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    return webhooks.around().inFlight().shutdown();
  }

  @Override
  public boolean isShutdown() {
    return webhooks.around().inFlight().isShutdown();
  }
}
