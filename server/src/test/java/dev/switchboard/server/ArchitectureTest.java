package dev.switchboard.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.switchboard.architecture.ImportTable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Arrows between packages point one way only. Change the table on purpose, not in passing. */
class ArchitectureTest {

    private static final String BASE = "dev.switchboard.server";

    private static final List<String> JDK = List.of("java..", "javax..");
    private static final String ANYTHING = "*..";
    private static final String LOGGING = "org.slf4j..";
    private static final String PROTOBUF = "com.google.protobuf..";
    private static final String GSON = "com.google.gson..";
    private static final String NETTY = "io.netty..";
    /** Its pool's settings are those of Commons Pool. */
    private static final List<String> JEDIS = List.of("redis.clients..", "org.apache.commons.pool2..");

    private static final String CAFFEINE = "com.github.benmanes.caffeine..";
    private static final String MICROMETER = "io.micrometer..";
    private static final String PROMETHEUS = "io.prometheus..";
    private static final String JOSE = "com.nimbusds..";
    private static final String PASSWORD4J = "com.password4j..";
    private static final String YAML = "org.snakeyaml.engine..";
    private static final String CLIENT_SDK = "dev.switchboard.client";

    private static final List<String> PROTOCOL = List.of("dev.switchboard.protocol..", PROTOBUF);
    private static final List<String> ROUTING = List.of("routing", "routing.model", "routing.policy");
    /** What all but the wiring, the configuration and the routing core may use. */
    private static final List<String> COMMON = List.of("java..", "javax..", LOGGING, "loop", "storage");

    /** Everything that carries a call from a client to the log or the transcripts, and answers it. */
    private static final List<String> CONTROL = List.of("replica", "routing", "routing.model", "routing.policy");

    // Parts report what they measure through small interfaces of their own; metrics implements them, and only the
    // wiring
    // knows metrics. So a part can be read without meters, and no cycle can arise.
    private static final ImportTable TABLE = ImportTable.of(BASE)
            .row("", ANYTHING)
            .row("tls", JDK, LOGGING)
            .row("config", JDK, YAML, "tls")
            .row("loop", JDK, LOGGING, NETTY)
            .row("storage", JDK)
            .row("routing.model", JDK)
            .row("routing.policy", JDK, "routing.model")
            .row("routing", JDK, "routing.model", "routing.policy")
            .row("log", COMMON, "routing", "routing.model")
            .row("replica", COMMON, ROUTING, "log")
            .row("transcript", COMMON, "routing.model")
            .row("inbox", COMMON, "routing.model")
            .row("record", COMMON, "routing", "routing.model")
            .row("publisher", COMMON, ROUTING, "log", "replica", "transcript", "record")
            .row("session", COMMON, PROTOCOL, CONTROL)
            .row("delivery", COMMON, PROTOCOL, CONTROL, "session", "transcript", "inbox", "publisher")
            .row("dispatch", COMMON, PROTOCOL, CONTROL, "session", "transcript", "delivery", "account", "record")
            .row("api", COMMON, PROTOCOL, "session", "account")
            .row("account", COMMON, PROTOCOL, "routing.model", "session", CAFFEINE)
            .row("auth", COMMON, PROTOCOL, CONTROL, "api", "account", "session", JOSE, PASSWORD4J, CAFFEINE)
            .row("admin", COMMON, PROTOCOL, CONTROL, "api", "account", "auth", "session", "record", "hours")
            .row("hours", COMMON, PROTOCOL, CONTROL, "account", "session")
            .row("offline", COMMON, PROTOCOL, CONTROL, "api", "account", "session", "delivery", "record")
            .row("listen", COMMON, NETTY)
            .row("pages", JDK)
            .row("gateway", COMMON, PROTOCOL, "session", "api", "listen", "pages", "tls", NETTY, CAFFEINE, GSON)
            .row("web", COMMON, "listen", NETTY)
            .row(
                    "redis",
                    COMMON,
                    "log",
                    "transcript",
                    "inbox",
                    "publisher",
                    "record",
                    "account",
                    "offline",
                    "routing.model",
                    JEDIS)
            .row("redis.embedded", COMMON, JEDIS)
            .row("demo", COMMON, PROTOCOL, "api", "admin", "account", "session", "pages", CLIENT_SDK)
            .row(
                    "metrics",
                    COMMON,
                    CONTROL,
                    PROTOCOL,
                    "log",
                    "publisher",
                    "session",
                    "delivery",
                    "dispatch",
                    "gateway",
                    "redis",
                    MICROMETER,
                    PROMETHEUS);

    /** The JDK minus clocks, randomness, threads, I/O and logging; java.lang is narrowed further below. */
    private static final String[] ROUTING_JDK = {
        "java.lang",
        "java.lang.annotation",
        "java.lang.invoke",
        "java.lang.runtime",
        "java.math",
        "java.util",
        "java.util.function",
        "java.util.stream",
    };

    private static final Set<String> NOT_REPEATABLE_CLASSES = Set.of(
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.lang.ThreadLocal",
            "java.lang.InheritableThreadLocal",
            "java.util.Calendar",
            "java.util.Date",
            "java.util.GregorianCalendar",
            "java.util.Locale",
            "java.util.Random",
            "java.util.Scanner",
            "java.util.ServiceLoader",
            "java.util.SplittableRandom",
            "java.util.TimeZone",
            "java.util.Timer",
            "java.util.TimerTask");

    private static final Set<String> NOT_REPEATABLE_METHODS = Set.of(
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.exit",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.System.identityHashCode",
            "java.lang.System.nanoTime",
            "java.lang.Object.wait",
            "java.lang.Object.notify",
            "java.lang.Object.notifyAll",
            "java.util.Collection.parallelStream",
            "java.util.Collections.shuffle",
            "java.util.List.parallelStream",
            "java.util.UUID.randomUUID");

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

    /** The same log must give the same state on every replica, so the core may not see anything that differs. */
    @Test
    void shouldKeepTheRoutingCoreRepeatable() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".routing..")
                .should()
                .dependOnClassesThat(describe("are in a part of the JDK that may differ between runs", type -> {
                    String name = type.getBaseComponentType().getName();
                    String packageName = type.getBaseComponentType().getPackageName();
                    return packageName.startsWith("java.")
                            && (NOT_REPEATABLE_CLASSES.contains(name)
                                    || !PackageMatchers.of(ROUTING_JDK).test(packageName));
                }))
                .orShould()
                .callMethodWhere(describe(
                        "the result may differ between runs",
                        call -> NOT_REPEATABLE_METHODS.contains(
                                call.getTarget().getOwner().getName() + "." + call.getName())))
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }
}
