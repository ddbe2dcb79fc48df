package dev.switchboard.server.config;

import dev.switchboard.server.config.Kind.Malformed;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of settings there are. */
final class Kinds {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern WITH_UNIT = Pattern.compile("([0-9]{1,10}) ?([A-Za-z]*)");

    private Kinds() {}

    /** Reads one item; {@link Kind.Parser} reads them all. */
    @FunctionalInterface
    private interface ItemParser<T> {
        T parse(String text) throws Malformed;
    }

    static Kind<Integer> number(int min, int max) {
        String bounds = min + "–" + max;
        return single("whole number", bounds, String::valueOf, text -> {
            if (!WHOLE_NUMBER.matcher(text).matches()) {
                throw new Malformed("is not a whole number: " + quote(text), "Give a number of " + bounds);
            }
            return (int) within(Long.parseLong(text), min, max, text, bounds);
        });
    }

    static Kind<Duration> duration(Duration min, Duration max) {
        String bounds = print(min) + "–" + print(max);
        return single("duration", bounds, Kinds::print, text -> {
            Matcher matcher = WITH_UNIT.matcher(text);
            long unitMs = matcher.matches() ? unitMs(matcher.group(2)) : 0;
            if (unitMs == 0) {
                throw new Malformed(
                        "is not a duration: " + quote(text), "Give a number and a unit (ms, s, m, h, d), e.g. 15s");
            }
            long ms = Math.multiplyExact(Long.parseLong(matcher.group(1)), unitMs);
            return Duration.ofMillis(within(ms, min.toMillis(), max.toMillis(), text, bounds));
        });
    }

    private static long unitMs(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 0;
        };
    }

    static Kind<Integer> bytes(int min, int max) {
        String bounds = printBytes(min) + "–" + printBytes(max);
        return single("size", bounds, Kinds::printBytes, text -> {
            Matcher matcher = WITH_UNIT.matcher(text);
            long unit = matcher.matches() ? unitBytes(matcher.group(2)) : 0;
            if (unit == 0) {
                throw new Malformed(
                        "is not a size: " + quote(text), "Give a number of bytes, or one with KiB or MiB, e.g. 64KiB");
            }
            return (int) within(Long.parseLong(matcher.group(1)) * unit, min, max, text, bounds);
        });
    }

    private static long unitBytes(String unit) {
        return switch (unit) {
            case "", "B" -> 1;
            case "KiB" -> 1 << 10;
            case "MiB" -> 1 << 20;
            default -> 0;
        };
    }

    private static long within(long value, long min, long max, String text, String bounds) throws Malformed {
        if (value < min || value > max) {
            throw new Malformed("is out of range: " + quote(text), "Give a value of " + bounds);
        }
        return value;
    }

    static Kind<String> text(String pattern, String description) {
        Pattern compiled = Pattern.compile(pattern);
        return single("text", description, String::valueOf, text -> {
            if (!compiled.matcher(text).matches()) {
                throw new Malformed("is not allowed: " + quote(text), "Give " + description);
            }
            return text;
        });
    }

    static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        String names = Arrays.stream(type.getEnumConstants()).map(Kinds::name).collect(Collectors.joining(", "));
        return single("choice", names, Kinds::name, text -> {
            for (E constant : type.getEnumConstants()) {
                if (name(constant).equals(text)) {
                    return constant;
                }
            }
            throw new Malformed("is not one of the choices: " + quote(text), "Give one of " + names);
        });
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind<Path> path() {
        return single("path", "", Path::toString, text -> {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new Malformed("is not a path: " + quote(text), "Give the path of a file or directory");
            }
        });
    }

    /** The user part of a URI may hold a password, therefore the setting counts as a secret and has a file form. */
    static Kind<Secret> secretUri(String... schemes) {
        String bounds = Arrays.stream(schemes).map(scheme -> scheme + "://…").collect(Collectors.joining(" or "));
        return new Kind<>(
                "secret",
                bounds,
                false,
                true,
                one(text -> {
                    try {
                        URI uri = new URI(text);
                        if (isAddress(uri, schemes)) {
                            return new Secret(text);
                        }
                    } catch (URISyntaxException e) {
                        // Its message repeats the text, which may hold a password: say the same as for a wrong scheme.
                    }
                    throw new Malformed(
                            "is not a URL of this kind",
                            "Give " + bounds + " with nothing after the port, e.g. " + schemes[0] + "://host:6379");
                }),
                Secret::toString);
    }

    /** A path would name a database: it must not be passed over in silence, and there is only database 0 in a cluster. */
    private static boolean isAddress(URI uri, String... schemes) {
        return uri.getHost() != null
                && Arrays.asList(schemes).contains(String.valueOf(uri.getScheme()))
                && uri.getPort() != 0
                && uri.getPort() <= 65_535
                && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    static Kind<Secret> secret(int charsMin, int charsMax) {
        String bounds = charsMin + "–" + charsMax + " characters";
        return new Kind<>(
                "secret",
                bounds,
                false,
                true,
                one(text -> {
                    if (text.length() < charsMin || text.length() > charsMax) {
                        throw new Malformed("is too short or too long", "Give " + bounds);
                    }
                    return new Secret(text);
                }),
                Secret::toString);
    }

    static Kind<List<SigningKey>> signingKeys() {
        return list(
                "list of secrets",
                "1–2 of `kid:key`, key = 32–64 bytes in base64",
                2,
                true,
                SigningKey::parse,
                SigningKey::toString);
    }

    static Kind<List<HostPort>> hosts(int max) {
        return list(
                "list of addresses", "1–" + max + " of `host:port`", max, false, HostPort::parse, HostPort::toString);
    }

    static Kind<List<Network>> networks(int max) {
        return list(
                "list of networks",
                "1–" + max + " of `address` or `address/bits`",
                max,
                false,
                Network::parse,
                Network::toString);
    }

    private static <T> Kind<List<T>> list(
            String type, String bounds, int max, boolean secret, ItemParser<T> parser, Function<T, String> printer) {
        Kind.Parser<List<T>> items = texts -> {
            if (texts.isEmpty() || texts.size() > max) {
                throw new Malformed("has " + texts.size() + " items", "Give " + bounds);
            }
            List<T> values = new ArrayList<>();
            for (String text : texts) {
                values.add(parser.parse(text));
            }
            return List.copyOf(values);
        };
        return new Kind<>(
                type,
                bounds,
                true,
                secret,
                items,
                values -> values.stream().map(printer).collect(Collectors.joining(", ", "[", "]")));
    }

    private static <T> Kind<T> single(String type, String bounds, Function<T, String> printer, ItemParser<T> parser) {
        return new Kind<>(type, bounds, false, false, one(parser), printer);
    }

    private static <T> Kind.Parser<T> one(ItemParser<T> parser) {
        return items -> parser.parse(items.get(0));
    }

    /** The largest unit that says it exactly. */
    static String print(Duration duration) {
        long ms = duration.toMillis();
        for (String unit : List.of("d", "h", "m", "s")) {
            if (ms != 0 && ms % unitMs(unit) == 0) {
                return ms / unitMs(unit) + unit;
            }
        }
        return ms == 0 ? "0s" : ms + "ms";
    }

    private static String printBytes(int bytes) {
        for (String unit : List.of("MiB", "KiB")) {
            if (bytes != 0 && bytes % unitBytes(unit) == 0) {
                return bytes / unitBytes(unit) + unit;
            }
        }
        return bytes + "B";
    }

    static String quote(String text) {
        return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
    }
}
