// SPDX-License-Identifier: Apache-2.0
package sidstream.chassis.ops;

/** Text on a page of {@link Ops}: what stands there may quote an error or come from outside. */
public final class Html {

  private Html() {}

  /** As text, or as the value of an attribute in double quotes. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
