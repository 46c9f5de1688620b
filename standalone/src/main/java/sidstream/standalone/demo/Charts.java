// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Small drawings in SVG; colours come from the style sheet. */
final class Charts {

  private static final int WIDTH = 1_000;
  private static final int HEIGHT = 100;

  private Charts() {}

  /** One bar per value, the highest as high as the drawing. */
  static String bars(List<Integer> values) {
    int highest = Math.max(1, values.stream().mapToInt(Integer::intValue).max().orElse(1));
    double width = (double) WIDTH / Math.max(1, values.size());
    StringBuilder bars = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      int height = HEIGHT * values.get(i) / highest;
      bars.append(rect("bar", (int) (i * width), (int) (width * 0.7), height));
    }
    return drawing("bars", bars);
  }

  /** The shares of a whole, side by side. */
  static String shares(SortedMap<String, Long> counts) {
    long whole = Math.max(1, sum(counts));
    StringBuilder shares = new StringBuilder();
    long before = 0;
    for (Map.Entry<String, Long> share : bestFirst(counts)) {
      int from = (int) (WIDTH * before / whole);
      before += share.getValue();
      int to = (int) (WIDTH * before / whole);
      shares.append(rect(Html.tone(share.getKey()), from, to - from, HEIGHT));
    }
    return drawing("shares", shares);
  }

  /** A share from 0 to 1, as a bar in a trough. */
  static String gauge(String tone, double share) {
    String trough = rect("trough", 0, WIDTH, HEIGHT);
    return drawing("gauge", trough + rect(tone, 0, (int) (WIDTH * share), HEIGHT));
  }

  /** What the colours of {@link #shares} mean. */
  static String legend(SortedMap<String, Long> counts) {
    StringBuilder legend = new StringBuilder("<ul class=\"legend\">");
    for (Map.Entry<String, Long> share : bestFirst(counts)) {
      legend
          .append("<li><i class=\"%s\"></i>".formatted(Html.tone(share.getKey())))
          .append(Html.escaped(share.getKey()))
          .append(" <b>%s</b></li>".formatted(Html.count(share.getValue())));
    }
    return legend.append("</ul>").toString();
  }

  static long sum(SortedMap<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<Map.Entry<String, Long>> bestFirst(SortedMap<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Comparator.comparing(share -> Html.TONES.indexOf(Html.tone(share.getKey()))))
        .toList();
  }

  private static String rect(String tone, int x, int width, int height) {
    return "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
        .formatted(tone, x, HEIGHT - height, width, height);
  }

  private static String drawing(String name, CharSequence inner) {
    return "<svg class=\"%s\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">%s</svg>"
        .formatted(name, WIDTH, HEIGHT, inner);
  }
}
