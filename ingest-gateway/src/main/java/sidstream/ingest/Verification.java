// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sidstream.chassis.config.Secret;
import sidstream.chassis.config.Suggestion;
import sidstream.chassis.ops.Meters;
import sidstream.ingest.GatewayConfig.SourceConfig;
import sidstream.ingest.VerificationConfig.VerifyConfig;
import sidstream.ingest.VerifierKinds.Kind;
import sidstream.ingest.verify.AllOf;
import sidstream.ingest.verify.AnyOf;
import sidstream.ingest.verify.IfPresent;
import sidstream.ingest.verify.Redaction;
import sidstream.ingest.verify.Verifier;

/**
 * Puts a source's verifier together from its settings. Fails closed: a name that is not known, a
 * setting that is missing, and one that would count for nothing are problems, and with a problem
 * there is no verifier.
 */
final class Verification {

  private static final String DEFAULT = "path";
  private static final String IF_PRESENT = "if-present";

  private final String source;
  private final String setting;
  private final Meters meters;
  private final Map<String, Kind> kinds;
  private final Set<String> named = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  private Verification(String source, SourceConfig config, Meters meters) {
    this.source = source;
    this.setting = "sidstream.sources." + source + '.';
    this.meters = meters;
    kinds = VerifierKinds.of(config);
  }

  /**
   * Who may send, and what is never published of it.
   *
   * @param verifier null when there are problems
   * @param problems a sentence each, with the setting's name
   */
  record Result(@Nullable Verifier verifier, Redaction redaction, List<String> problems) {}

  static Result of(String source, SourceConfig config, Meters meters) {
    Verification verification = new Verification(source, config, meters);
    List<Verifier> parts = verification.parts(config.verify());
    verification.refuseWhatCountsForNothing();
    return new Result(
        verification.problems.isEmpty() ? new AllOf(parts) : null,
        verification.redaction(),
        verification.problems);
  }

  private List<Verifier> parts(VerifyConfig verify) {
    List<String> allOf = names(verify.allOf());
    List<String> anyOf = names(verify.anyOf());
    boolean none = allOf.isEmpty() && anyOf.isEmpty();
    List<Verifier> parts = new ArrayList<>(verifiers("all-of", none ? List.of(DEFAULT) : allOf));
    List<Verifier> alternatives = verifiers("any-of", anyOf);
    if (!alternatives.isEmpty()) {
      parts.add(new AnyOf(alternatives));
    }
    parts.addAll(verifiers(IF_PRESENT, names(verify.ifPresent())));
    return parts;
  }

  private static List<String> names(Optional<List<String>> list) {
    return list.orElse(List.of()).stream()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private List<Verifier> verifiers(String list, List<String> names) {
    return names.stream().flatMap(name -> verifier(list, name).stream()).toList();
  }

  private Optional<Verifier> verifier(String list, String name) {
    Kind kind = kinds.get(name);
    if (kind == null) {
      String there = String.join(", ", kinds.keySet());
      String meant = new Suggestion(List.copyOf(kinds.keySet())).sentence(name);
      problems.add(
          "%sverify.%s names '%s', which is unknown%s; there is %s"
              .formatted(setting, list, name, meant, there));
      return Optional.empty();
    }
    if (!named.add(name)) {
      problems.add("%sverify.%s names '%s' once more".formatted(setting, list, name));
      return Optional.empty();
    }
    return made(name, kind).map(verifier -> wrapped(list, name, verifier));
  }

  private Optional<Verifier> made(String name, Kind kind) {
    List<String> missing = names(kind.required(), false);
    missing.forEach(
        part ->
            problems.add("%s%s is required by the verifier '%s'".formatted(setting, part, name)));
    if (!missing.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(kind.make().get());
    } catch (IllegalArgumentException e) { // says what is wrong, without a secret
      problems.add(setting + kind.group() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** What needs the body is a signature. */
  private Verifier wrapped(String list, String name, Verifier verifier) {
    Verifier asked = list.equals(IF_PRESENT) ? new IfPresent(verifier) : verifier;
    return asked.needsBody() ? new MeteredVerifier(source, name, asked, meters) : asked;
  }

  private void refuseWhatCountsForNothing() {
    kinds.forEach(
        (name, kind) -> {
          if (!named.contains(name)) {
            Stream.of(kind.required(), kind.optional())
                .flatMap(settings -> names(settings, true).stream())
                .map(
                    part ->
                        "%s%s is set, but no list of %sverify names '%s'"
                            .formatted(setting, part, setting, name))
                .forEach(problems::add);
          }
        });
  }

  private Redaction redaction() {
    return new Redaction(
        kinds.values().stream()
            .flatMap(kind -> Stream.of(kind.required(), kind.optional()))
            .flatMap(settings -> settings.values().stream())
            .flatMap(Optional::stream)
            .filter(Secret.class::isInstance)
            .map(Secret.class::cast)
            .toList());
  }

  /** The names of those that are given, or of those that are not. */
  private static List<String> names(Map<String, Optional<?>> settings, boolean given) {
    return new TreeMap<>(settings)
        .entrySet().stream()
            .filter(entry -> entry.getValue().isPresent() == given)
            .map(Map.Entry::getKey)
            .toList();
  }
}
