package dev.switchboard.server.routing.model;

/** A skill, given by the administration service. */
public record SkillId(int value) implements Comparable<SkillId> {
    @Override
    public int compareTo(SkillId other) {
        return Integer.compare(value, other.value);
    }
}
