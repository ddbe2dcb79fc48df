package dev.switchboard.client;

/**
 * A skill that the agent of a chat must have at a level within a range.
 *
 * @param skill name of the skill
 * @param level lowest level that will do, 1–10
 * @param levelMax highest level that will do, from {@code level} to 10
 */
public record Requirement(String skill, int level, int levelMax) {

    private static final int LEVEL_MAX = 10;

    /**
     * Checks the levels.
     *
     * @param skill name of the skill
     * @param level lowest level that will do, 1–10
     * @param levelMax highest level that will do, from {@code level} to 10
     * @throws IllegalArgumentException if a level is out of its range
     */
    public Requirement {
        if (level < 1 || level > levelMax || levelMax > LEVEL_MAX) {
            throw new IllegalArgumentException(
                    "Levels are between 1 and 10, the lowest first, got " + level + " and " + levelMax);
        }
    }

    /**
     * That level or above.
     *
     * @param skill name of the skill
     * @param level lowest level that will do, 1–10
     * @throws IllegalArgumentException if the level is out of its range
     */
    public Requirement(String skill, int level) {
        this(skill, level, LEVEL_MAX);
    }
}
