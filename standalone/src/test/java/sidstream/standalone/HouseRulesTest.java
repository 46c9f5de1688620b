// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sidstream.chassis.config.Secret;
import sidstream.schemas.Topic;
import sidstream.schemas.Topics;

/** The rules of the house, as docs/ARCHITECTURE.md draws them. */
class HouseRulesTest {

  private static final String[] HEARTS = {
    "sidstream.ingest.source..",
    "sidstream.ingest.verify..",
    "sidstream.stream.interaction..",
    "sidstream.stream.rates..",
    "sidstream.stream.alert..",
    "sidstream.sink.delivery..",
  };

  private static final int LONGEST_FILE = 350;
  private static final int MOST_PARAMETERS = 5;

  private static final JavaClasses house =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("sidstream");

  @Test
  void theRoomsHaveNoDoorsToEachOther() {
    slices()
        .matching("sidstream.(ingest|stream|sink)..")
        .should()
        .notDependOnEachOther()
        .check(house);
  }

  @Test
  void aFloorLeansOnTheFloorsBelowOnly() {
    below("sidstream.schemas..", "sidstream.chassis..", "sidstream.testkit..").check(house);
    below("sidstream.chassis..", "sidstream.testkit..").check(house);
    below("sidstream.ingest..", "sidstream.testkit..").check(house);
    below("sidstream.stream..", "sidstream.testkit..").check(house);
    below("sidstream.sink..", "sidstream.testkit..").check(house);
    below("sidstream.testkit..").check(house);
  }

  @Test
  void heartsArePure() {
    noClasses()
        .that(resideInAnyPackage(HEARTS))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "org.apache.kafka..",
                    "io.javalin..",
                    "org.eclipse.jetty..",
                    "java.net.http..",
                    "java.nio.file..",
                    "java.io.File..",
                    "io.micrometer..",
                    "io.smallrye..",
                    "org.slf4j..",
                    "sidstream.chassis..")
                .and(not(equivalentTo(Secret.class)))) // a value, and never shown
        .check(house);
    noClasses()
        .that(resideInAnyPackage(HEARTS))
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .check(house);
  }

  @Test
  void kafkaStreamsStaysInItsSkin() {
    noClasses()
        .that(
            resideInAPackage("sidstream..")
                .and(
                    describe(
                        "outside the workshop",
                        (JavaClass type) -> !type.getPackageName().startsWith("sidstream.stream"))))
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.kafka.streams.."))
        .check(house);
  }

  @Test
  void noNameSaysNothing() {
    classes()
        .that()
        .resideInAPackage("sidstream..")
        .should()
        .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl|Abstract\\w*|Base|Info)")
        .check(house);
  }

  @Test
  void topicNamesStandInTheCatalogueOnly() throws IOException {
    List<String> names = new Topics("").all().stream().map(Topic::name).toList();
    List<String> offenders = new ArrayList<>();
    for (Path file : mainSources()) {
      boolean catalogue =
          file.endsWith("Topics.java") || file.endsWith("stream/topology/Names.java");
      String code = withoutComments(Files.readString(file));
      names.stream()
          .filter(name -> !catalogue && code.contains('"' + name + '"'))
          .forEach(name -> offenders.add(file + ": " + name));
    }
    assertThat(offenders).isEmpty();
  }

  @Test
  void filesAndParameterListsStaySmall() throws IOException {
    for (Path file : mainSources()) {
      assertThat(Files.readAllLines(file).size())
          .as("lines of " + file)
          .isLessThanOrEqualTo(LONGEST_FILE);
    }
    house.stream()
        .filter(type -> !type.getPackageName().equals("sidstream.schemas.record"))
        .filter(type -> !type.isRecord())
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> !method.getName().contains("lambda$"))
        .forEach(
            method ->
                assertThat(method.getParameters().size())
                    .as("parameters of " + method.getFullName())
                    .isLessThanOrEqualTo(MOST_PARAMETERS));
  }

  @Test
  void everySourceCarriesItsLicence() throws IOException {
    for (Path file : mainSources()) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .startsWith("// SPDX-License-Identifier");
    }
  }

  private static ArchRule below(String floor, String... above) {
    List<String> upper = new ArrayList<>(List.of(above));
    upper.add("sidstream.standalone..");
    boolean room = floor.matches("sidstream\\.(ingest|stream|sink)\\.\\.");
    if (!room) {
      upper.addAll(List.of("sidstream.ingest..", "sidstream.stream..", "sidstream.sink.."));
    }
    return noClasses()
        .that()
        .resideInAPackage(floor)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(upper.toArray(String[]::new));
  }

  private static List<Path> mainSources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path root : modules.map(module -> module.resolve("src/main/java")).toList()) {
        sources.addAll(Files.isDirectory(root) ? javaFiles(root) : List.of());
      }
    }
    return sources;
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String withoutComments(String code) {
    return Pattern.compile("//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL).matcher(code).replaceAll("");
  }
}
