package dev.switchboard.server.account;

import dev.switchboard.protocol.v1.Requirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Patterns and ranges of fields, as admin.proto states them. */
final class Fields {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern AGENT_NAME = Pattern.compile("[a-z0-9._-]{1,64}");
    private static final Pattern SITE_KEY = Pattern.compile("[a-z0-9-]{3,40}");
    private static final int TITLE_CHARS_MAX = 64;
    private static final int REQUIREMENTS_MAX = 8;
    static final int LEVEL_MAX = 10;

    private final Faults faults;

    Fields(Faults faults) {
        this.faults = faults;
    }

    /** Name of a queue or skill. */
    String name(String field, String given) {
        return canonical(field, given, NAME, "1–40 characters of a–z, 0–9 and -");
    }

    String agentName(String field, String given) {
        return canonical(field, given, AGENT_NAME, "1–64 characters of a–z, 0–9, dot, _ and -");
    }

    String siteKey(String field, String given) {
        return canonical(field, given, SITE_KEY, "3–40 characters of a–z, 0–9 and -");
    }

    /** A text for people that may be missing: at most 64 characters, as {@link #title}. */
    String titleOrNone(String field, String given) {
        return given.isBlank() ? "" : title(field, given);
    }

    /** A text for people: 1–64 characters without control characters, spaces at the ends dropped. */
    String title(String field, String given) {
        String text = given.strip();
        faults.check(
                !text.isEmpty()
                        && text.length() <= TITLE_CHARS_MAX
                        && text.chars().noneMatch(Character::isISOControl),
                field,
                "1–64 characters, none of them a control character");
        return text;
    }

    /** A number where 0 stands for the default. */
    int range(String field, int given, int min, int max, int otherwise) {
        if (given == 0 && otherwise != 0) {
            return otherwise;
        }
        // An unsigned field above 2^31 arrives as a negative int and is refused with the rest.
        faults.check(given >= min && given <= max, field, min + "–" + max);
        return given;
    }

    /** A number where 0 stands for none. */
    int rangeOrNone(String field, int given, int min, int max) {
        return given == 0 ? 0 : range(field, given, min, max, 0);
    }

    void level(String field, int given) {
        range(field, given, 1, LEVEL_MAX, 0);
    }

    void atMost(String field, int count, int max) {
        faults.check(count <= max, field, "at most " + max);
    }

    /** Requirements with the skill's id in place of its name. */
    List<Requirement> requirements(String field, List<Requirement> given, References references) {
        atMost(field, given.size(), REQUIREMENTS_MAX);
        List<Requirement> stored = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < given.size() && i < REQUIREMENTS_MAX; i++) {
            String at = field + "[" + i + "]";
            int level = given.get(i).getLevel();
            level(at + ".level", level);
            int lowest = Math.max(1, Math.min(level, LEVEL_MAX));
            int levelMax = range(at + ".level_max", given.get(i).getLevelMax(), lowest, LEVEL_MAX, LEVEL_MAX);
            String skill = reference(at + ".skill", given.get(i).getSkill(), references.skillIds(), "skill");
            faults.check(seen.add(skill), at + ".skill", "named twice");
            stored.add(Requirement.newBuilder()
                    .setSkill(skill)
                    .setLevel(level)
                    .setLevelMax(levelMax)
                    .build());
        }
        return stored;
    }

    /** Ids in place of names of queues, each once. */
    Set<String> queues(String field, List<String> given, int max, References references) {
        atMost(field, given.size(), max);
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < given.size() && i < max; i++) {
            ids.add(reference(field + "[" + i + "]", given.get(i), references.queueIds(), "queue"));
        }
        return ids;
    }

    /** The id of the object of that name, as text; a fault when there is none. */
    String reference(String field, String name, Ids ids, String kind) {
        Integer id = ids.idOf(lower(name));
        faults.check(id != null, field, "there is no such " + kind);
        return id == null ? "" : id.toString();
    }

    private String canonical(String field, String given, Pattern pattern, String rule) {
        String canonical = lower(given);
        faults.check(pattern.matcher(canonical).matches(), field, rule);
        return canonical;
    }

    private static String lower(String given) {
        return given.strip().toLowerCase(Locale.ROOT);
    }
}
