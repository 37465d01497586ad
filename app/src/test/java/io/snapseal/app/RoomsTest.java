package io.snapseal.app;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between rooms, as ARCHITECTURE.md draws them. */
class RoomsTest {
  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.snapseal");
  }

  private static String room(String name) {
    return "io.snapseal." + name + "..";
  }

  @Test
  void arrowsOnlyPointDown() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("io.snapseal..")
        .layer("model")
        .definedBy(room("model"))
        .layer("state")
        .definedBy(room("state"))
        .layer("wire")
        .definedBy(room("wire"))
        .layer("iam")
        .definedBy(room("iam"))
        .layer("audit")
        .definedBy(room("audit"))
        .layer("kms")
        .definedBy(room("kms"))
        .layer("blockstore")
        .definedBy(room("blockstore"))
        .layer("engine")
        .definedBy(room("engine"))
        .layer("rds")
        .definedBy(room("rds"))
        .layer("autopilot")
        .definedBy(room("autopilot"))
        .layer("app")
        .definedBy(room("app"))
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("autopilot")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("rds")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("audit")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("kms")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("rds", "app")
        .whereLayer("blockstore")
        .mayOnlyBeAccessedByLayers("rds", "app")
        .whereLayer("iam")
        .mayOnlyBeAccessedByLayers("audit", "kms", "rds", "app")
        .whereLayer("wire")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("state")
        .mayOnlyBeAccessedByLayers("iam", "audit", "kms", "rds", "app")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers("state", "wire", "iam", "audit", "kms", "rds", "app")
        .because("a newcomer must be able to guess who may know whom")
        .check(classes);
  }

  @Test
  void withinRdsArrowsPointDownToo() {
    SlicesRuleDefinition.slices()
        .matching("io.snapseal.rds.(*)..")
        .should()
        .beFreeOfCycles()
        .because("snapshots know instances, instances know storage; never the other way")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("io.snapseal.rds.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.snapseal.rds")
        .because("the service's front knows its parts, they do not know it")
        .check(classes);
  }

  @Test
  void withinTheAutopilotArrowsPointDownToo() {
    SlicesRuleDefinition.slices()
        .matching("io.snapseal.autopilot.(*)..")
        .should()
        .beFreeOfCycles()
        .because("what is found is decided upon, what is decided is done; never the other way")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("io.snapseal.autopilot.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.snapseal.autopilot")
        .because("the front knows its parts, they do not know it")
        .check(classes);
  }

  @Test
  void theWireNamesNoService() {
    noClasses()
        .that()
        .resideInAPackage(room("wire"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk.services..")
        .because("wire publishes any client interface by its field metadata")
        .check(classes);
  }

  @Test
  void theClockAndRandomnessArePassedIn() {
    noClasses()
        .that()
        .resideOutsideOfPackage(room("app"))
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callConstructor(SecureRandom.class)
        .because("what depends on time or chance must be repeatable in a test")
        .check(classes);
  }

  @Test
  void whoWrapsByTheRootKeyIsKnown() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.snapseal.kms.RootKey")
        // At rest, and wrapped anew by WrappedRows:
        .and()
        .doNotHaveFullyQualifiedName("io.snapseal.kms.KeyMaterial")
        .and()
        .doNotHaveFullyQualifiedName("io.snapseal.kms.WrappedSecrets")
        .and()
        .doNotHaveFullyQualifiedName("io.snapseal.iam.directory.AccessKeyInternals")
        .and()
        .doNotHaveFullyQualifiedName("io.snapseal.iam.TrailKey")
        // Kept nowhere:
        .and()
        .doNotHaveFullyQualifiedName("io.snapseal.kms.GrantTokens")
        .and()
        .doNotHaveFullyQualifiedName("io.snapseal.kms.ImportTokens")
        .and()
        .doNotHaveFullyQualifiedName("io.snapseal.iam.service.Sessions")
        .should()
        .callMethodWhere(
            target(owner(assignableTo("io.snapseal.iam.directory.SecretWrapping")))
                .and(target(nameMatching("wrap|aead"))))
        .because("what a rotation of the root key does not know of is lost with it")
        .check(classes);
  }

  @Test
  void noRoomIsForEverything() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..")
        .because("such a name says nothing")
        .check(classes);
  }
}
