// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.rates;

import java.util.Locale;
import java.util.Optional;

/**
 * What a tally is of: everything, or one of several things of one kind.
 *
 * @param kind of thing
 * @param id which one; empty where there is only one
 */
public record Scope(Kind kind, String id) {

  /** Everything. */
  public static final Scope ALL = new Scope(Kind.ALL, "");

  /** The kinds of thing that are counted by themselves. */
  public enum Kind {
    ALL("Everything"),
    SOURCE("One provider"),
    CAMPAIGN("One campaign"),
    EXOPHONE("One of the account's numbers"),
    SENDER("One sender id of SMS"),
    TEMPLATE("One DLT template of SMS");

    private final String meaning;

    Kind(String meaning) {
      this.meaning = meaning;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public String meaning() {
      return meaning;
    }

    /** The scope of that one. */
    public Scope of(String id) {
      return new Scope(this, id);
    }
  }

  /**
   * The scope of a key.
   *
   * @throws IllegalArgumentException when it is no key of a scope
   */
  public static Scope parse(String key) {
    int colon = key.indexOf(':');
    String word = colon < 0 ? key : key.substring(0, colon);
    String id = colon < 0 ? "" : key.substring(colon + 1);
    return new Scope(Kind.valueOf(word.toUpperCase(Locale.ROOT)), id);
  }

  /** The same; empty for a kind that only a later release knows, after a step back from it. */
  public static Optional<Scope> known(String key) {
    try {
      return Optional.of(parse(key));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Record key on rates: all, or for example campaign:diwali. */
  public String key() {
    return kind == Kind.ALL ? kind.word() : kind.word() + ':' + id;
  }
}
