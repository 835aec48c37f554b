package dev.miniworks.suite;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.miniworks.suite.history.Recorder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

/** Keeps the borders between the suite's packages, and between the suite and what it judges. */
class ArchitectureTest {

  private static final String SUITE = "dev.miniworks.suite";
  private static final String HISTORY = SUITE + ".history";
  private static final String INVARIANTS = SUITE + ".invariants";
  private static final String SUBJECT = SUITE + ".subject";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.miniworks");

  /** A judge that shares code with the judged would share its mistakes. */
  @Test
  void theSuiteUsesNothingOfTheOperator() {
    noClasses()
        .that(resideInAPackage(SUITE + ".."))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.miniworks.operator.."))
        .check(CLASSES);
  }

  /** Scenarios see a cluster, whichever it is. */
  @Test
  void onlyWhoStartsClustersKnowsTheMock() {
    noClasses()
        .that(resideInAPackage(SUITE + "..").and(not(resideInAPackage(SUITE + ".cluster"))))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.miniworks.mock.."))
        .check(CLASSES);
  }

  @Test
  void whatJudgesAHistoryKnowsNoClientAndNoCluster() {
    noClasses()
        .that(
            resideInAnyPackage(HISTORY, INVARIANTS)
                .and(not(nameStartingWith(Recorder.class.getName()))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.fabric8.kubernetes.client..", "java.net..")
                .and(not(assignableTo(KubernetesSerialization.class))))
        .check(CLASSES);
  }

  @Test
  void historiesAndInvariantsStandAlone() {
    noClasses()
        .that(resideInAPackage(HISTORY))
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.miniworks..").and(not(resideInAnyPackage(HISTORY, SUBJECT))))
        .check(CLASSES);
    noClasses()
        .that(resideInAPackage(INVARIANTS))
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.miniworks..")
                .and(not(resideInAnyPackage(INVARIANTS, HISTORY, SUBJECT))))
        .check(CLASSES);
  }
}
