package dev.switchboard.server.routing.model;

/**
 * A skill an agent must have at a level within a range.
 *
 * @param level lowest level that will do, 1–10
 * @param levelMax highest level that will do, from {@code level} to 10; below 10 it keeps the experts for others
 */
public record Requirement(SkillId skill, int level, int levelMax) {
    public static final int LEVEL_MAX = 10;

    /** That level or above. */
    public Requirement(SkillId skill, int level) {
        this(skill, level, LEVEL_MAX);
    }

    /** Whether that level will do. */
    public boolean allows(int actual) {
        return level <= actual && actual <= levelMax;
    }
}
