// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.source.exotel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import sidstream.ingest.source.Webhooks;

/** The same facts have the same fingerprint, in whatever dress they come; other facts have not. */
class FingerprintPropertiesTest {

  private final ExotelSource exotel = new ExotelSource(ZoneId.of("Asia/Kolkata"), "IN");

  /** Facts of one call: plain fields, known and unknown, and legs. */
  record Facts(Map<String, String> plain, List<Map<String, String>> legs) {

    List<Entry<String, String>> flat() {
      List<Entry<String, String>> flat = new ArrayList<>(plain.entrySet());
      flat.add(Map.entry("CallSid", "c1"));
      for (int i = 0; i < legs.size(); i++) {
        for (Entry<String, String> field : legs.get(i).entrySet()) {
          flat.add(Map.entry("Legs[" + i + "][" + field.getKey() + "]", field.getValue()));
        }
      }
      return flat;
    }
  }

  @Property(tries = 200)
  void orderEncodingAndBoundaryDoNotCount(
      @ForAll @From("facts") Facts facts, @ForAll Random random) {
    String json = fingerprint(Webhooks.JSON, json(facts));
    List<Entry<String, String>> shuffled = facts.flat();
    Collections.shuffle(shuffled, random);
    assertThat(fingerprint(Webhooks.FORM, form(shuffled))).isEqualTo(json);
    assertThat(fingerprint("multipart/form-data", multipart(shuffled, "one"))).isEqualTo(json);
    assertThat(fingerprint("multipart/form-data; boundary=two", multipart(facts.flat(), "two")))
        .isEqualTo(json);
  }

  @Property(tries = 200)
  void everyFactCounts(@ForAll @From("facts") Facts facts, @ForAll @From("values") String value) {
    List<Entry<String, String>> more = facts.flat();
    more.add(Map.entry("SomethingNew", value));
    assertThat(fingerprint(Webhooks.FORM, form(more)))
        .isNotEqualTo(fingerprint(Webhooks.FORM, form(facts.flat())));
  }

  @Property(tries = 200)
  void nothingDoesNotCount(@ForAll @From("facts") Facts facts) {
    List<Entry<String, String>> more = facts.flat();
    more.add(Map.entry("SomethingNew", "null"));
    more.add(Map.entry("EndTimeNew", "1970-01-01 05:30:00"));
    assertThat(fingerprint(Webhooks.FORM, form(more)))
        .isEqualTo(fingerprint(Webhooks.FORM, form(facts.flat())));
  }

  @Provide
  Arbitrary<Facts> facts() {
    Arbitrary<String> plainNames =
        Arbitraries.oneOf(
            Arbitraries.of(
                "Status", "EventType", "From", "To", "ConversationDuration", "CustomField"),
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5).map(name -> "X" + name));
    Arbitrary<Map<String, String>> plain = Arbitraries.maps(plainNames, values()).ofMaxSize(6);
    Arbitrary<Map<String, String>> leg =
        Arbitraries.maps(Arbitraries.of("Status", "OnCallDuration", "AnsweredBy", "New"), values())
            .ofMaxSize(3);
    return Combinators.combine(plain, leg.list().ofMaxSize(3)).as(Facts::new);
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.of("completed", "in-progress", "12", "09999999991", "terminal", "a=b&c"),
        Arbitraries.strings()
            .withChars("ab 1é\"\\/{}+%")
            .ofMinLength(1)
            .filter(value -> !value.isBlank()));
  }

  private String fingerprint(String contentType, String body) {
    return Webhooks.event(exotel.read(Webhooks.of("call", contentType, body))).getFingerprint();
  }

  private static String form(List<Entry<String, String>> fields) {
    StringBuilder form = new StringBuilder();
    for (Entry<String, String> field : fields) {
      form.append(URLEncoder.encode(field.getKey(), UTF_8)).append('=');
      form.append(URLEncoder.encode(field.getValue(), UTF_8)).append('&');
    }
    return form.toString();
  }

  private static String multipart(List<Entry<String, String>> fields, String boundary) {
    StringBuilder body = new StringBuilder();
    for (Entry<String, String> field : fields) {
      body.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
      body.append(field.getKey()).append("\"\r\n\r\n").append(field.getValue()).append("\r\n");
    }
    return body.append("--").append(boundary).append("--\r\n\r\n").toString();
  }

  private static String json(Facts facts) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      write(facts.plain(), json);
      json.writeStringField("CallSid", "c1");
      json.writeArrayFieldStart("Legs");
      for (Map<String, String> leg : facts.legs()) {
        json.writeStartObject();
        write(leg, json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Whole numbers as numbers: they agree with the form as text. */
  private static void write(Map<String, String> fields, JsonGenerator json) throws IOException {
    for (Entry<String, String> field : fields.entrySet()) {
      json.writeFieldName(field.getKey());
      if (field.getValue().equals("12")) {
        json.writeNumber(12);
      } else {
        json.writeString(field.getValue());
      }
    }
  }
}
