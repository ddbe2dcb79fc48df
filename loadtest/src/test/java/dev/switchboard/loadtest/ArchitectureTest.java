package dev.switchboard.loadtest;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.switchboard.architecture.ImportTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrows between packages point one way only. Change the table on purpose, not in passing. */
class ArchitectureTest {

    private static final String BASE = "dev.switchboard.loadtest";

    private static final String ANYTHING = "*..";
    private static final List<String> COMMON = List.of("java..", "javax..", "org.slf4j..");
    private static final String CLIENT_SDK = "dev.switchboard.client";
    private static final String PROTOCOL = "dev.switchboard.protocol..";
    private static final String PROTOBUF = "com.google.protobuf..";
    private static final String ROUTING = "dev.switchboard.server.routing..";
    private static final String HISTOGRAM = "org.HdrHistogram..";
    private static final String YAML = "org.snakeyaml.engine..";

    private static final ImportTable TABLE = ImportTable.of(BASE)
            .row("", ANYTHING)
            .row("plan", COMMON, YAML)
            .row("theory", COMMON)
            .row("actor", COMMON, CLIENT_SDK, "measure", "verify")
            .row("measure", COMMON, HISTOGRAM)
            .row("verify", COMMON)
            .row("desk", COMMON, PROTOCOL, PROTOBUF)
            .row("process", COMMON)
            .row("raw", COMMON, PROTOCOL, PROTOBUF, "measure")
            .row("simulate.random", COMMON)
            .row("simulate.scenario", COMMON, YAML, "plan", "simulate.random")
            .row("simulate.engine", COMMON, ROUTING, "simulate.random", "simulate.scenario")
            .row("simulate.figures", COMMON, "simulate.engine", "simulate.scenario")
            .row(
                    "simulate.check",
                    COMMON,
                    "simulate.engine",
                    "simulate.figures",
                    "simulate.random",
                    "simulate.scenario",
                    "theory")
            .row(
                    "simulate",
                    COMMON,
                    "simulate.check",
                    "simulate.engine",
                    "simulate.figures",
                    "simulate.scenario",
                    "report")
            .row("report", COMMON, "measure", "verify");

    private static final JavaClasses PRODUCTION =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(BASE);

    @Test
    void shouldImportOnlyWhatTheTableAllows() {
        TABLE.check(PRODUCTION);
    }

    @Test
    void shouldHaveNoPackageCycle() {
        slices().matching(BASE + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }
}
