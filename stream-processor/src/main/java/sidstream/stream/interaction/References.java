// SPDX-License-Identifier: Apache-2.0
package sidstream.stream.interaction;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where campaign teams put the ids of their campaigns and leads: into the query of the callback
 * URL, or into the custom field. The query wins over the custom field.
 *
 * @param campaign names of a campaign's id
 * @param lead names of a lead's id
 * @param plain what a custom field is that has no names in it
 */
public record References(Names campaign, Names lead, Plain plain) {

  /** Names of a campaign's id, as shipped, most telling first. */
  public static final String CAMPAIGN_NAMES =
      "campaign,campaign_id,campaign_sid,campaignid,campaignsid";

  /** Names of a lead's id, as shipped, most telling first. */
  public static final String LEAD_NAMES = "lead,lead_id,leadid,contact_id,contactid";

  /** As shipped. */
  public static final References STANDARD =
      new References(shipped(CAMPAIGN_NAMES), shipped(LEAD_NAMES), Plain.NONE);

  private static final int LONGEST_ID = 200;

  /** What a plain custom field is. */
  public enum Plain {
    /** The team's own reference: nothing that sidstream groups by. */
    NONE,
    CAMPAIGN,
    LEAD
  }

  /**
   * Names, most telling first; capital and small letters are the same.
   *
   * @param parameters of the callback URL's query
   * @param paths of the custom field: a key, or in JSON the names from the outermost object inwards
   *     with dots between
   */
  public record Names(List<String> parameters, List<String> paths) {

    public Names {
      parameters = List.copyOf(parameters);
      paths = paths.stream().map(path -> path.toLowerCase(Locale.ROOT)).toList();
    }

    private @Nullable String in(Map<String, String> query, CustomField custom) {
      String named = named(query);
      return named == null ? at(custom) : named;
    }

    private @Nullable String named(Map<String, String> query) {
      for (String name : parameters) {
        for (Map.Entry<String, String> entry : query.entrySet()) {
          String id = entry.getKey().equalsIgnoreCase(name) ? id(entry.getValue()) : null;
          if (id != null) {
            return id;
          }
        }
      }
      return null;
    }

    private @Nullable String at(CustomField custom) {
      for (String path : paths) {
        String id = id(custom.values().get(path));
        if (id != null) {
          return id;
        }
      }
      return null;
    }
  }

  /** Whether it names something at every depth. */
  public static boolean isPath(String path) {
    return !path.isBlank()
        && !path.startsWith(".")
        && !path.endsWith(".")
        && !path.contains("..")
        && path.chars().noneMatch(Character::isWhitespace);
  }

  /** The ids of one webhook. */
  record Found(@Nullable String campaign, @Nullable String lead) {}

  Found in(Map<String, String> query, @Nullable String customField) {
    CustomField custom = CustomField.of(customField);
    String whole = id(custom.plain());
    String campaignId = campaign.in(query, custom);
    String leadId = lead.in(query, custom);
    return new Found(
        campaignId == null && plain == Plain.CAMPAIGN ? whole : campaignId,
        leadId == null && plain == Plain.LEAD ? whole : leadId);
  }

  /** Nothing of white space, and nothing so long that it can be no id. */
  static @Nullable String id(@Nullable String text) {
    String id = text == null ? "" : text.strip();
    return id.isEmpty() || id.length() > LONGEST_ID ? null : id;
  }

  private static Names shipped(String names) {
    List<String> all = List.of(names.split(",", -1));
    return new Names(all, all);
  }
}
