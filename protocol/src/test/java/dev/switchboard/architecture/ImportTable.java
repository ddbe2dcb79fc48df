package dev.switchboard.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which package of a module may import what, one row per package.
 *
 * <p>A row is named relative to the module's base package ("" is the base package itself) and holds the packages below
 * it that have no row of their own. What it may import is either the name of another row, which means that row and not
 * the rows below it, or something outside the table: a pattern ending in two dots ("io.netty..") or one full package
 * name of another module ("dev.switchboard.client"). Every row may import itself and JSpecify's annotations.
 *
 * <p>A row without classes is fine, a class without a row is not: a new package starts with a line in the table.
 */
public final class ImportTable {

    private static final String ANNOTATIONS = "org.jspecify..";

    private final String basePackage;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    private ImportTable(String basePackage) {
        this.basePackage = basePackage;
    }

    /** Starts an empty table for the given package and those below it. */
    public static ImportTable of(String basePackage) {
        return new ImportTable(basePackage);
    }

    /**
     * Adds a package and what it may import.
     *
     * @param allowed names of rows and patterns, or lists of them
     */
    public ImportTable row(String name, Object... allowed) {
        List<String> entries = Stream.of(allowed)
                .flatMap(entry -> entry instanceof List<?> group ? group.stream() : Stream.of(entry))
                .map(String.class::cast)
                .toList();
        if (rows.put(name, entries) != null) {
            throw new IllegalArgumentException("Two rows named '" + name + "'");
        }
        return this;
    }

    /** Fails with a list of everything that the table does not allow. */
    public void check(JavaClasses production) {
        refuseUnknownNames();
        List<String> violations = Stream.concat(
                        Stream.of(everyClassHasRow()), rows.keySet().stream().map(this::ruleOf))
                .flatMap(rule -> rule.evaluate(production).getFailureReport().getDetails().stream())
                .toList();
        if (!violations.isEmpty()) {
            throw new AssertionError(
                    "Not allowed by the import table of " + basePackage + ":\n" + String.join("\n", violations));
        }
    }

    private ArchRule everyClassHasRow() {
        return classes()
                .that(describe("are in " + basePackage, type -> isInside(type, basePackage)))
                .should(be(hasRow()))
                .allowEmptyShould(true);
    }

    private ArchRule ruleOf(String name) {
        return classes()
                .that(describe(
                        "are in '" + qualified(name) + "'", type -> rowOf(type).contains(name)))
                .should()
                .onlyDependOnClassesThat(areAllowed(name, rows.getOrDefault(name, List.of())))
                .allowEmptyShould(true);
    }

    private DescribedPredicate<JavaClass> areAllowed(String name, List<String> allowed) {
        return describe("are in its row of the import table " + allowed, dependency -> {
            JavaClass type = dependency.getBaseComponentType();
            return type.isPrimitive()
                    || rowOf(type).contains(name)
                    || PackageMatcher.of(ANNOTATIONS).matches(type.getPackageName())
                    || allowed.stream().anyMatch(entry -> matches(entry, type));
        });
    }

    private DescribedPredicate<JavaClass> hasRow() {
        return describe(
                "in a package with a row in the import table",
                type -> !rowOf(type).isEmpty());
    }

    private boolean matches(String entry, JavaClass type) {
        return isPattern(entry)
                ? PackageMatcher.of(entry).matches(type.getPackageName())
                : rowOf(type).contains(entry);
    }

    /** The row with the longest name that fits, as a list of one or none. */
    private List<String> rowOf(JavaClass type) {
        return rows.keySet().stream()
                .filter(name ->
                        name.isEmpty() ? type.getPackageName().equals(basePackage) : isInside(type, qualified(name)))
                .reduce((one, other) -> one.length() > other.length() ? one : other)
                .stream()
                .toList();
    }

    private String qualified(String name) {
        return name.isEmpty() ? basePackage : basePackage + "." + name;
    }

    private static boolean isInside(JavaClass type, String packageName) {
        return type.getPackageName().equals(packageName)
                || type.getPackageName().startsWith(packageName + ".");
    }

    private static boolean isPattern(String entry) {
        return entry.endsWith("..") || entry.startsWith("dev.switchboard.");
    }

    private void refuseUnknownNames() {
        rows.forEach((name, allowed) -> allowed.stream()
                .filter(entry -> !isPattern(entry) && !rows.containsKey(entry))
                .forEach(entry -> {
                    throw new IllegalStateException("Row '" + name + "' names '" + entry + "', which has no row");
                }));
    }
}
