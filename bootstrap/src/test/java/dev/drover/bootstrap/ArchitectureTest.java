package dev.drover.bootstrap;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.drover.application.planted.UseCaseThatKnowsJackson;
import dev.drover.application.plugin.planted.AdapterThatKnowsAUseCase;
import dev.drover.bootstrap.server.planted.ServerThatKnowsPostgres;
import dev.drover.comments.planted.GeneratorThatKnowsThePhones;
import dev.drover.device.planted.FlowThatReadsTheWallClock;
import dev.drover.device.planted.FlowThatSleeps;
import dev.drover.device.planted.PhoneManager;
import dev.drover.device.planted.SleepForms;
import dev.drover.domain.planted.DomainThatKnowsAPort;
import dev.drover.http.planted.RouteThatKnowsTheDatabase;
import dev.drover.http.planted.RouteThatKnowsTheTestkit;
import dev.drover.programs.planted.RunnerThatKnowsARoute;
import dev.drover.testkit.planted.StorageThatKnowsPostgres;
import dev.drover.virtualphone.planted.PhoneThatKnowsTheDriver;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Tests that each rule holds for the code, and fails on a planted violation. */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/planted/"))
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.drover");

  private static final String DOMAIN = "dev.drover.domain..";
  private static final String APPLICATION = "dev.drover.application..";
  private static final String PLUGIN_SPI = "dev.drover.application.plugin..";
  private static final String HTTP = "dev.drover.http..";
  private static final String PERSISTENCE = "dev.drover.persistence..";
  private static final String DEVICE = "dev.drover.device..";
  private static final String COMMENTS = "dev.drover.comments..";
  private static final String PROGRAMS = "dev.drover.programs..";
  private static final String TESTKIT = "dev.drover.testkit..";
  private static final String VIRTUAL_PHONE = "dev.drover.virtualphone..";
  private static final String BOOTSTRAP = "dev.drover.bootstrap..";

  @Test
  void the_domain_knows_the_jdk_only() {
    check(
        classes()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(DOMAIN, "java..", "org.jspecify..")),
        DomainThatKnowsAPort.class);
  }

  @Test
  void the_application_knows_the_domain_and_no_library_of_an_adapter() {
    check(
        classes()
            .that()
            .resideInAPackage(APPLICATION)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(APPLICATION, DOMAIN, "java..", "org.slf4j..", "org.jspecify..")),
        UseCaseThatKnowsJackson.class);
  }

  @Test
  void the_ways_in_for_plug_ins_know_the_ports_and_the_domain() {
    check(
        classes()
            .that()
            .resideInAPackage(PLUGIN_SPI)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    PLUGIN_SPI,
                    "dev.drover.application.port..",
                    "dev.drover.application.loop..",
                    DOMAIN,
                    "java..",
                    "org.jspecify..")),
        AdapterThatKnowsAUseCase.class);
  }

  /** Adapters are found by name, including those that come with Drover. */
  @Test
  void the_server_names_no_adapter_of_storage_phones_or_comments() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.drover.bootstrap.server..", "dev.drover.bootstrap.plugin..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PERSISTENCE, DEVICE, COMMENTS, "org.jooq..", "dadb.."),
        ServerThatKnowsPostgres.class);
  }

  @Test
  void adapters_do_not_know_each_other() {
    check(
        noClasses()
            .that()
            .resideInAPackage(HTTP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PERSISTENCE, DEVICE, COMMENTS, PROGRAMS, VIRTUAL_PHONE, BOOTSTRAP),
        RouteThatKnowsTheDatabase.class);
    noClasses()
        .that()
        .resideInAPackage(PERSISTENCE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(HTTP, DEVICE, COMMENTS, PROGRAMS, VIRTUAL_PHONE, BOOTSTRAP)
        .check(CODE);
    noClasses()
        .that()
        .resideInAPackage(DEVICE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(HTTP, PERSISTENCE, COMMENTS, PROGRAMS, VIRTUAL_PHONE, BOOTSTRAP)
        .check(CODE);
    check(
        noClasses()
            .that()
            .resideInAPackage(COMMENTS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP, PERSISTENCE, DEVICE, PROGRAMS, VIRTUAL_PHONE, BOOTSTRAP),
        GeneratorThatKnowsThePhones.class);
    check(
        noClasses()
            .that()
            .resideInAPackage(PROGRAMS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP, PERSISTENCE, DEVICE, COMMENTS, VIRTUAL_PHONE, BOOTSTRAP),
        RunnerThatKnowsARoute.class);
  }

  @Test
  void the_testkit_knows_the_domain_the_application_and_the_test_libraries() {
    check(
        classes()
            .that()
            .resideInAPackage(TESTKIT)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    TESTKIT,
                    APPLICATION,
                    DOMAIN,
                    "java..",
                    "org.assertj..",
                    "org.junit.jupiter..",
                    "org.slf4j..",
                    "org.jspecify..")),
        StorageThatKnowsPostgres.class);
  }

  @Test
  void nothing_of_a_server_knows_the_testkit() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(TESTKIT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TESTKIT),
        RouteThatKnowsTheTestkit.class);
  }

  @Test
  void the_virtual_phone_shares_nothing_with_the_rest() {
    check(
        classes()
            .that()
            .resideInAPackage(VIRTUAL_PHONE)
            .should()
            .onlyDependOnClassesThat(
                resideInAPackage(VIRTUAL_PHONE).or(not(resideInAPackage("dev.drover..")))),
        PhoneThatKnowsTheDriver.class);
  }

  @Test
  void nobody_reads_the_wall_clock_but_bootstrap() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(BOOTSTRAP)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis"),
        FlowThatReadsTheWallClock.class);
  }

  @Test
  void nobody_sleeps() {
    check(
        noClasses().that(not(mayPause())).should().accessTargetWhere(isSleep()),
        FlowThatSleeps.class,
        SleepForms.ByNanoseconds.class,
        SleepForms.ByDuration.class,
        SleepForms.ByReference.class,
        SleepForms.ByTimeUnit.class,
        SleepForms.ByParking.class,
        SleepForms.ByParkingOnSomething.class,
        SleepForms.ByParkingUntil.class,
        SleepForms.ByParkingOnSomethingUntil.class);
  }

  /**
   * The classes that may pause: those that make the pauses of flows and virtual phones, which tests
   * replace, commands that wait for another process, and what slows a phone down that sends without
   * end.
   */
  private static DescribedPredicate<JavaClass> mayPause() {
    Set<String> names =
        Set.of(
            "dev.drover.device.DadbDeviceGateway",
            "dev.drover.virtualphone.VirtualPhone",
            "dev.drover.device.adb.PhoneSearch",
            "dev.drover.device.adb.transport.CarrierYield",
            "dev.drover.device.picture.AgentPictures",
            "dev.drover.bootstrap.cli.Rehearsal");
    return DescribedPredicate.describe(
        "are where pauses are made", code -> names.contains(code.getName()));
  }

  /** Matches sleep methods of any signature, and method references to them. */
  private static DescribedPredicate<JavaAccess<?>> isSleep() {
    Map<String, Set<String>> sleeps =
        Map.of(
            Thread.class.getName(), Set.of("sleep"),
            TimeUnit.class.getName(), Set.of("sleep"),
            LockSupport.class.getName(), Set.of("parkNanos", "parkUntil"));
    return DescribedPredicate.describe(
        "sleeps",
        access ->
            sleeps
                .getOrDefault(access.getTargetOwner().getName(), Set.of())
                .contains(access.getTarget().getName()));
  }

  @Test
  void names_say_what_a_class_is() {
    check(
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Helper"),
        PhoneManager.class);
  }

  private static void check(ArchRule rule, Class<?>... plantedViolations) {
    assertThat(CODE).isNotEmpty();
    rule.check(CODE);
    assertThat(plantedViolations).isNotEmpty();
    for (Class<?> violation : plantedViolations) {
      JavaClasses planted = new ClassFileImporter().importClasses(violation);
      assertThat(rule.evaluate(planted).hasViolation())
          .as("the rule sees the violation planted in %s", violation.getSimpleName())
          .isTrue();
    }
  }
}
