package dev.miniworks.mock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Keeps the borders: what the mock may know, and which of its packages may know which. */
class ArchitectureTest {

  private static final String MOCK = "dev.miniworks.mock";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(MOCK);

  @Test
  void knowsNeitherTheClientNorTheOperator() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.fabric8..",
            "io.javaoperatorsdk..",
            "dev.miniworks.operator..",
            "dev.miniworks.suite..",
            "dev.miniworks.api..",
            "dev.miniworks.crd..")
        .check(CLASSES);
  }

  @Test
  void packagesDependInOneDirection() {
    slices().matching(MOCK + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(MOCK + ".json", MOCK + ".store", MOCK + ".selector", MOCK + ".patch")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(MOCK, MOCK + ".api..", MOCK + ".http..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(MOCK + ".api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(MOCK, MOCK + ".http..")
        .check(CLASSES);
  }

  @Test
  void onlyTheTransportKnowsTheWebServer() {
    noClasses()
        .that()
        .resideOutsideOfPackage(MOCK + ".http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..")
        .check(CLASSES);
  }
}
