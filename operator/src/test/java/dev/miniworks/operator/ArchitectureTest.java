package dev.miniworks.operator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameContaining;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Keeps the borders between the operator's packages. */
class ArchitectureTest {

  private static final String WORKLOAD = "dev.miniworks.operator.workload";
  private static final String REPLICA_SET = "dev.miniworks.operator.replicaset";
  private static final String DEPLOYMENT = "dev.miniworks.operator.deployment";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.miniworks.operator");

  /** What decides: everything in these packages but the reconcilers, which act. */
  private static final DescribedPredicate<JavaClass> DECIDING =
      resideInAnyPackage(WORKLOAD, REPLICA_SET, DEPLOYMENT)
          .and(not(simpleNameEndingWith("Reconciler")))
          .and(not(nameContaining("Reconciler$")))
          .as("what decides");

  @Test
  void whatDecidesKnowsNoClientNoFrameworkAndNoClock() {
    noClasses()
        .that(DECIDING)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.fabric8.kubernetes.client..",
                "io.javaoperatorsdk..",
                "org.slf4j..",
                "java.net..",
                "java.util.concurrent.."))
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void whatDecidesKnowsNothingOfWhatActs() {
    noClasses()
        .that(DECIDING)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "dev.miniworks.operator.cluster..",
                "dev.miniworks.operator.kinds..",
                "dev.miniworks.operator.app.."))
        .check(CLASSES);
  }

  @Test
  void packagesDependDownward() {
    noClasses()
        .that(resideInAPackage(WORKLOAD))
        .should()
        .dependOnClassesThat(resideInAnyPackage(REPLICA_SET, DEPLOYMENT))
        .check(CLASSES);
    noClasses()
        .that(resideInAPackage(REPLICA_SET))
        .should()
        .dependOnClassesThat(resideInAPackage(DEPLOYMENT))
        .check(CLASSES);
    noClasses()
        .that(resideInAPackage(DEPLOYMENT))
        .should()
        .dependOnClassesThat(resideInAPackage(REPLICA_SET))
        .check(CLASSES);
  }
}
