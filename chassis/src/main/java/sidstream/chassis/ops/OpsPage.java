// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

import java.util.List;
import java.util.stream.Collectors;

/** The operations page: which parts there are and how they are. */
final class OpsPage {

  private OpsPage() {}

  /** One part; its state may quote an error, so it is not trusted to be HTML. */
  static String row(String part, String state) {
    return "<tr><td>" + Html.escaped(part) + "</td><td>" + Html.escaped(state) + "</td></tr>";
  }

  private static String link(String path) {
    return "<a href=\"%s\">%s</a>".formatted(Html.escaped(path), Html.escaped(path.substring(1)));
  }

  /**
   * @param paths of the pages that there are
   */
  static String html(String rows, List<String> paths) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="refresh" content="5">
    <title>sidstream operations</title>
    <style>
    body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 44rem; color: #1d2733; }
    table { border-collapse: collapse; width: 100%%; }
    td { border-bottom: 1px solid #d8dee6; padding: .4rem .2rem; }
    </style>
    </head>
    <body>
    <h1>sidstream</h1>
    <table>%s</table>
    <p>%s</p>
    </body>
    </html>
    """
        .formatted(rows, paths.stream().map(OpsPage::link).collect(Collectors.joining(" · ")));
  }
}
