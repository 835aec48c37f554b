package dev.miniworks.mock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of kinds are pure: they see JSON and what they stand on, no server and no client. */
class RulesOfKindsBordersTest {

  private static final String API = "dev.miniworks.mock.api..";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.miniworks.mock");

  private static void mayDependOnlyOn(final String of, final String... packages) {
    classes()
        .that()
        .resideInAPackage(of)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(CLASSES);
  }

  @Test
  void expressionsKnowTheirEngine() {
    mayDependOnlyOn(
        "dev.miniworks.mock.cel..",
        "dev.miniworks.mock.cel..",
        API,
        "java..",
        "dev.cel..",
        "com.google..");
  }

  @Test
  void schemasKnowExpressions() {
    mayDependOnlyOn(
        "dev.miniworks.mock.schema..",
        "dev.miniworks.mock.schema..",
        "dev.miniworks.mock.cel..",
        API,
        "java..",
        "com.fasterxml.jackson..",
        "com.google.re2j..",
        "dev.cel.common.values..");
  }

  @Test
  void builtInKindsKnowNoSchemas() {
    mayDependOnlyOn(
        "dev.miniworks.mock.kinds..",
        "dev.miniworks.mock.kinds..",
        API,
        "java..",
        "com.fasterxml.jackson..");
  }
}
