// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A simulated campaign of the provider: calls with two legs, messages, and every callback about
 * them in the provider's own forms, with repeats and disorder as they occur. Nothing is sent from
 * here, and all numbers are made up.
 *
 * <p>The same seed at the same time gives the same wave. Not safe for use by several threads.
 */
public final class Campaign {

  /** The callback URLs a campaign needs. */
  public static final Set<String> FEEDS = Set.of("call", "sms", "campaign");

  private static final double BEFORE_ALL = -1;
  private static final double AFTER_ALL = 1_000;

  private final Random random;
  private final InstantSource clock;
  private final Mix mix;

  public Campaign(Random random, InstantSource clock, Mix mix) {
    this.random = random;
    this.clock = clock;
    this.mix = mix;
  }

  public Campaign(Random random, InstantSource clock) {
    this(random, clock, Mix.TYPICAL);
  }

  /**
   * The next run over a list of contacts, each called once. It starts now: the times in the
   * callbacks are those of their posting, if posting starts now too.
   *
   * @param perSecond mean number of postings per second; calls are the shorter the faster they come
   */
  public Wave wave(int contacts, double perSecond) {
    Instant start = clock.instant();
    String sid = Contact.newSid(random, start);
    Agenda agenda = new Agenda(mix, random);
    agenda.add(BEFORE_ALL, now -> report(sid, start, now, "in-progress"));
    agenda.add(contacts + AFTER_ALL, now -> report(sid, start, now, "completed"));
    List<Call> calls = calls(sid, contacts);
    List<Message> messages = new ArrayList<>();
    for (int place = 0; place < contacts; place++) {
      double over = calls.get(place).enter(agenda, place);
      if (random.nextDouble() < mix.messaged()) {
        Message message = new Message(calls.get(place).contact(), Fate.draw(random), random);
        messages.add(message);
        agenda.add(over + 20 * random.nextDouble(), message::ends);
      }
    }
    List<Posting> postings = agenda.play(start, perSecond);
    return new Wave(sid, postings, expected(calls, messages, postings));
  }

  private List<Call> calls(String campaign, int contacts) {
    double connected = mix.connected() * (0.8 + 0.4 * random.nextDouble());
    return Stream.generate(() -> Contact.of(campaign, random))
        .limit(contacts)
        .map(contact -> new Call(contact, Ending.draw(connected, random), random))
        .toList();
  }

  private Webhook report(String sid, Instant start, Instant now, String status) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("campaign_sid", sid);
    fields.put("date_created", Times.zoned(start));
    fields.put("date_updated", Times.zoned(now));
    fields.put("date_started", Times.zoned(start));
    fields.put("status", status);
    WireForm.Written written = WireForm.JSON.write(fields, random);
    return new Webhook("campaign", "campaign=" + sid, written.contentType(), written.body());
  }

  private static Expected expected(
      List<Call> calls, List<Message> messages, List<Posting> postings) {
    Outcomes outcomes =
        new Outcomes(
            counts(calls, call -> call.ending().word),
            counts(messages, message -> message.fate().outcome));
    int repeats = (int) postings.stream().filter(Posting::repeat).count();
    return new Expected(
        outcomes,
        calls.stream().mapToLong(Call::talkSeconds).sum(),
        postings.size() - repeats,
        repeats);
  }

  private static <T> SortedMap<String, Long> counts(List<T> all, Function<T, String> word) {
    return all.stream().collect(Collectors.groupingBy(word, TreeMap::new, Collectors.counting()));
  }
}
