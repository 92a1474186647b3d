package dev.fedctl.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.failure.ApplicationFailure;

/** The second fence; Maven's dependencies are the first. */
@AnalyzeClasses(packages = "dev.fedctl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] WORKFLOWS_MAY_USE = {
    "dev.fedctl.workflow..",
    "dev.fedctl.contract..",
    "io.temporal.workflow..",
    "io.temporal.activity..",
    "io.temporal.failure..",
    "io.temporal.common..",
    "io.temporal.api..",
    "org.slf4j..",
    "org.jspecify..",
    "java.lang..",
    "java.util..",
    "java.time..",
    "java.math.."
  };

  /** How the SDK tells a workflow that a child's id is taken; it lies in the client's package. */
  private static final DescribedPredicate<JavaClass> TAKEN_ID =
      JavaClass.Predicates.type(io.temporal.client.WorkflowExecutionAlreadyStarted.class);

  private static final DescribedPredicate<JavaClass> NOT_DETERMINISTIC =
      resideInAnyPackage(
              "java.util.concurrent..",
              "java.util.random..",
              "java.io..",
              "java.nio..",
              "java.net..")
          .or(
              DescribedPredicate.describe(
                  "clocks, randomness and threads",
                  type ->
                      type.isEquivalentTo(Thread.class)
                          || type.isEquivalentTo(java.util.Random.class)
                          || type.isEquivalentTo(java.util.Timer.class)
                          || type.isAssignableTo(java.time.Clock.class)
                          || type.isEquivalentTo(java.util.HashMap.class)
                          || type.isEquivalentTo(java.util.HashSet.class)));

  @ArchTest
  static final ArchRule workflowsUseOnlyWhatReplays =
      classes()
          .that()
          .resideInAPackage("dev.fedctl.workflow..")
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(WORKFLOWS_MAY_USE).or(TAKEN_ID))
          .because(
              "a workflow is replayed from its history: what is not on this list may answer"
                  + " differently the second time; doubt yourself before adding a line");

  @ArchTest
  static final ArchRule workflowsHaveNoClockChanceOrThread =
      noClasses()
          .that()
          .resideInAPackage("dev.fedctl.workflow..")
          .should()
          .dependOnClassesThat(NOT_DETERMINISTIC)
          .because(
              "time, chance and threads come from io.temporal.workflow.Workflow, and the order of a"
                  + " hash map differs between two workers");

  @ArchTest
  static final ArchRule workflowsReadNoWallClock =
      noClasses()
          .that()
          .resideInAPackage("dev.fedctl.workflow..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .because("a replay happens at another time");

  @ArchTest
  static final ArchRule workflowsKeepNoStaticState =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("dev.fedctl.workflow..")
          .and()
          .areStatic()
          .should()
          .beFinal()
          .because("all workflows of a worker share one JVM");

  @ArchTest
  static final ArchRule theSandboxStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.fedctl.sandbox..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.fedctl..")
                  .and(DescribedPredicate.not(resideInAPackage("dev.fedctl.sandbox.."))))
          .because("a pretend cloud that knows who calls it would share the caller's mistakes");

  @ArchTest
  static final ArchRule nobodyButTheAppKnowsTheSandbox =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.fedctl.app..", "dev.fedctl.sandbox..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.fedctl.sandbox..")
          .because("an activity that knows of a sandbox proves nothing about the cloud");

  @ArchTest
  static final ArchRule theStarterNeverLooksAtTheCloud =
      noClasses()
          .that()
          .resideInAPackage("dev.fedctl.starter..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "software.amazon..",
                  "io.fabric8..",
                  "dev.fedctl.activity..",
                  "dev.fedctl.workflow.."))
          .because("what needs the cloud is asked of the worker, with the worker's credentials");

  @ArchTest
  static final ArchRule vendorsAreKnownToActivitiesOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.fedctl.activity..", "dev.fedctl.worker..", "dev.fedctl.app..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("software.amazon..", "io.fabric8.."))
          .because("one AWS or Kubernetes intent is one activity");

  @ArchTest
  static final ArchRule failuresAreMadeInOnePlace =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.fedctl.contract.failure.Failures")
          .should()
          .callMethod(ApplicationFailure.class, "newBuilder")
          .orShould()
          .callMethod(
              ApplicationFailure.class, "newFailure", String.class, String.class, Object[].class)
          .because("every failure carries its kind and facts, and no stack trace or cause");

  @ArchTest
  static final ArchRule contractHoldsNoMutableState =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("dev.fedctl.contract..")
          .should()
          .haveModifier(JavaModifier.FINAL)
          .because("what two halves agree on is a value");

  @ArchTest
  static final ArchRule nobodyPrintsToSystemOut =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .because("stdout is data and belongs to the command line's writer");

  @ArchTest
  static final ArchRule packagesOfAModuleFormNoCycle =
      slices()
          .matching("dev.fedctl.(activity|starter|app|worker|sandbox).(*)..")
          .should()
          .beFreeOfCycles()
          .because("a cycle of packages is one package in disguise");

  @ArchTest
  static final ArchRule packagesInsideTheSandboxFormNoCycle =
      slices()
          .matching("dev.fedctl.sandbox.(**)")
          .should()
          .beFreeOfCycles()
          .because("each layer of the pretend cloud has to be right before the next stands on it");
}
