// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.http;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sidstream.chassis.ops.Html;

/** The port described for people: one page without anything from elsewhere. */
final class OpenApiPage {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #d8dee6; --dim: #5b6b7c; --soft: #f4f6f9; }
      @media (prefers-color-scheme: dark) { :root { --line: #36414d; --dim: #9aa9b8; --soft: #1d242c; } }
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; }
      h2 { margin-top: 2.2rem; }
      table { border-collapse: collapse; width: 100%; }
      th { text-align: left; color: var(--dim); font-weight: 500; font-size: .85rem; }
      th, td { border-bottom: 1px solid var(--line); padding: .45rem .8rem .45rem 0; vertical-align: top; }
      code, pre { font: .86rem/1.5 ui-monospace, monospace; background: var(--soft); border-radius: .3rem; }
      code { padding: .1rem .3rem; }
      pre { padding: .7rem .9rem; margin: .5rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
      summary { cursor: pointer; color: var(--dim); }
      td:first-child { width: 9rem; }
      .number { text-align: right; white-space: nowrap; }
      .dim { color: var(--dim); }
      .status { font-weight: 600; border-radius: .3rem; padding: .1rem .45rem; color: #fff; }
      .s2 { background: #1a7f4b; } .s4 { background: #a15c07; } .s5 { background: #b3261e; }
      """;

  private final String gateway;
  private final int bodyBytes;

  /**
   * @param gateway base URL of the port
   * @param bodyBytes largest body, where the feed takes no larger one
   */
  OpenApiPage(String gateway, int bodyBytes) {
    this.gateway = gateway;
    this.bodyBytes = bodyBytes;
  }

  /**
   * @param routes by source
   */
  String html(Map<String, List<Route>> routes) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>sidstream webhooks</title>
    <style>
    %s</style>
    </head>
    <body>
    <h1>sidstream webhooks</h1>
    <p>Callback URLs are <code>%s/hooks/&lt;source>/&lt;feed>/&lt;secret></code>. 200 means durable, never less.
    Without the secret where the source's settings know the sender otherwise.</p>
    <p><a href="/openapi.json">OpenAPI document</a> · <a href="/">operations</a></p>
    %s<h2>Methods</h2>
    <table>%s</table>
    <h2>Answers</h2>
    <p class="dim">Answers have no body. What is stored has its receipt in <code>Sidstream-Receipt</code>.</p>
    <table><tr><th>status<th>when<th>header</tr>%s</table>
    </body>
    </html>
    """
        .formatted(STYLE, Html.escaped(gateway), sources(routes), methods(), answers());
  }

  private String sources(Map<String, List<Route>> routes) {
    return routes.entrySet().stream()
        .map(
            source ->
                """
                <h2>%s</h2>
                <table><tr><th>feed<th>what comes in<th class="number">largest body</tr>%s</table>
                """
                    .formatted(Html.escaped(source.getKey()), rows(source.getValue())))
        .collect(Collectors.joining());
  }

  private String rows(List<Route> feeds) {
    return feeds.stream().map(this::row).collect(Collectors.joining("\n"));
  }

  private String row(Route route) {
    return "<tr><td><code>%s</code><td>%s%s<td class=\"number\">%s</tr>"
        .formatted(
            Html.escaped(route.feed().name()),
            Html.escaped(route.feed().about()),
            example(route),
            size(route.largestBody(bodyBytes)));
  }

  private String example(Route route) {
    String url = gateway + Routes.path(route.source(), route.feed().name(), "<secret>");
    return route.reader().examples().getOrDefault(route.feed().name(), List.of()).stream()
        .map(example -> Html.escaped(new Curl(url).command(example)))
        .collect(Collectors.joining("</pre><pre>", "<details><summary>try it</summary><pre>", ""))
        .concat("</pre></details>");
  }

  private static String methods() {
    return Arrays.stream(WebhookMethod.values())
        .map(method -> "<tr><td><code>%s</code><td>%s</tr>".formatted(method, method.about()))
        .collect(Collectors.joining("\n"));
  }

  private static String answers() {
    return Arrays.stream(Reply.values()).map(OpenApiPage::answer).collect(Collectors.joining("\n"));
  }

  private static String answer(Reply reply) {
    String headers =
        reply.headers().entrySet().stream()
            .map(header -> "`" + header.getKey() + ": " + header.getValue() + "`")
            .collect(Collectors.joining(" "));
    return "<tr><td><span class=\"status s%d\">%d</span><td>%s<td>%s</tr>"
        .formatted(
            reply.status() / 100, reply.status(), marked(reply.situation()), marked(headers));
  }

  private static String size(int bytes) {
    return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }

  /** Between backticks stands what is typed. */
  private static String marked(String text) {
    return Html.escaped(text).replaceAll("`([^`]*)`", "<code>$1</code>");
  }
}
