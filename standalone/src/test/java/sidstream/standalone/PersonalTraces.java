// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import sidstream.schemas.record.CallPart;
import sidstream.schemas.record.Phone;
import sidstream.schemas.record.WebhookEvent;

/** What events say that no analyst may see: numbers of customers and agents, and URLs. */
final class PersonalTraces {

  /** Every sample's customers and agents, and some of its ExoPhones. */
  private static final Pattern MADE_UP = Pattern.compile("9999999\\d{3}");

  private static final Pattern URLS = Pattern.compile("(https?|wss?)://[^\\s\"&]+");

  private final Set<String> numbers = new LinkedHashSet<>();
  private final Set<String> own = new LinkedHashSet<>();
  private final List<String> urls = new ArrayList<>(List.of("://"));

  void addOf(WebhookEvent event) {
    addNumbers(event);
    add(event.getCall() == null ? null : event.getCall().getExophone(), own);
    add(event.getCampaign() == null ? null : event.getCampaign().getExophone(), own);
    addUrls(event);
  }

  /** Also where no field is known to hold a number. */
  void addMadeUp(String text) {
    MADE_UP.matcher(text).results().map(MatchResult::group).forEach(numbers::add);
  }

  /** National digits or the last ten, without the account's own. */
  Set<String> numbers() {
    Set<String> others = new LinkedHashSet<>(numbers);
    others.removeAll(own);
    return others;
  }

  List<String> urls() {
    return urls;
  }

  /** Of everybody, the account's as well. */
  private void addNumbers(WebhookEvent event) {
    CallPart call = event.getCall();
    if (call != null) {
      add(call.getFrom(), numbers);
      add(call.getTo(), numbers);
      call.getLegs().forEach(leg -> add(leg.getNumber(), numbers));
    }
    add(event.getCampaign() == null ? null : event.getCampaign().getContact(), numbers);
    add(event.getSms() == null ? null : event.getSms().getTo(), numbers);
    add(event.getMessage() == null ? null : event.getMessage().getTo(), numbers);
    add(event.getMessage() == null ? null : event.getMessage().getFrom(), numbers);
  }

  private static void add(Phone phone, Set<String> numbers) {
    if (phone != null && phone.getE164() != null) {
      String digits = phone.getE164().substring(1);
      numbers.add(digits.substring(Math.max(0, digits.length() - 10)));
    }
  }

  private void addUrls(WebhookEvent event) {
    Map<String, String> texts = new LinkedHashMap<>(event.getQuery());
    texts.putAll(event.getRest());
    texts.put("recording", event.getCall() == null ? "" : "" + event.getCall().getRecordingUrl());
    for (String text : texts.values()) {
      URLS.matcher(text).results().map(MatchResult::group).forEach(urls::add);
    }
  }
}
