package dev.switchboard.client;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.switchboard.architecture.ImportTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrows between packages point one way only. Change the table on purpose, not in passing. */
class ArchitectureTest {

    private static final String BASE = "dev.switchboard.client";

    private static final List<String> COMMON = List.of("java..", "javax..", "org.slf4j..");
    private static final List<String> PROTOCOL = List.of("dev.switchboard.protocol..", "com.google.protobuf..");
    private static final String NETTY = "io.netty..";

    private static final ImportTable TABLE = ImportTable.of(BASE)
            .row("", COMMON, PROTOCOL, "internal.connection", "internal.transport")
            .row("internal.connection", COMMON, PROTOCOL)
            .row("internal.transport", COMMON, PROTOCOL, "internal.connection", NETTY);

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

    @Test
    void shouldShowOnlyTheJdkAndItselfInPublicSignatures() {
        codeUnits()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(BASE)
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and(describe(
                        "are public or protected",
                        unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                                || unit.getModifiers().contains(JavaModifier.PROTECTED)))
                .should(be(DescribedPredicate.<JavaCodeUnit>describe(
                        "free of foreign types, those in type arguments included",
                        unit -> unit.getAllInvolvedRawTypes().stream().noneMatch(ArchitectureTest::isForeign))))
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    private static boolean isForeign(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        return !base.isPrimitive()
                && !base.getPackageName().equals(BASE)
                && !base.getPackageName().startsWith("java.");
    }
}
