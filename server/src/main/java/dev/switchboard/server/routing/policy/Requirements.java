package dev.switchboard.server.routing.policy;

import dev.switchboard.server.routing.model.Requirement;
import dev.switchboard.server.routing.model.SkillLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sets of requirements, in one canonical form: sorted by skill, each skill once. */
public final class Requirements {
    private static final Comparator<Requirement> BY_SKILL = Comparator.comparing(Requirement::skill);

    private Requirements() {}

    /** What both ask together; where both name a skill, the levels that will do for both, which may be none. */
    public static List<Requirement> merge(List<Requirement> ofQueue, List<Requirement> ofChat) {
        if (ofQueue.isEmpty() && ofChat.isEmpty()) {
            return List.of();
        }
        List<Requirement> merged = new ArrayList<>(ofQueue.size() + ofChat.size());
        merged.addAll(ofQueue);
        for (Requirement added : ofChat) {
            int at = indexOf(merged, added);
            if (at < 0) {
                merged.add(added);
            } else {
                merged.set(at, both(merged.get(at), added));
            }
        }
        merged.sort(BY_SKILL);
        return List.copyOf(merged);
    }

    private static Requirement both(Requirement a, Requirement b) {
        return new Requirement(a.skill(), Math.max(a.level(), b.level()), Math.min(a.levelMax(), b.levelMax()));
    }

    /** Whether no level at all would do for one of the skills. */
    public static boolean contradictory(List<Requirement> requirements) {
        for (int i = 0; i < requirements.size(); i++) {
            if (requirements.get(i).level() > requirements.get(i).levelMax()) {
                return true;
            }
        }
        return false;
    }

    /** The same with lowest levels that are lower by so much, but not below 1. */
    public static List<Requirement> lowered(List<Requirement> requirements, int by) {
        return by == 0
                ? requirements
                : requirements.stream()
                        .map(each -> new Requirement(each.skill(), Math.max(1, each.level() - by), each.levelMax()))
                        .toList();
    }

    /** Whether the skills meet every requirement. */
    public static boolean met(List<Requirement> requirements, List<SkillLevel> skills) {
        for (Requirement requirement : requirements) {
            if (!met(requirement, skills)) {
                return false;
            }
        }
        return true;
    }

    private static boolean met(Requirement requirement, List<SkillLevel> skills) {
        for (SkillLevel skill : skills) {
            if (skill.skill().equals(requirement.skill())) {
                return requirement.allows(skill.level());
            }
        }
        return false;
    }

    private static int indexOf(List<Requirement> requirements, Requirement sought) {
        for (int i = 0; i < requirements.size(); i++) {
            if (requirements.get(i).skill().equals(sought.skill())) {
                return i;
            }
        }
        return -1;
    }
}
