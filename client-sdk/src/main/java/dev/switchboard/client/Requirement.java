package dev.switchboard.client;

/**
 * A skill at a minimum level that the agent of a chat must have.
 *
 * @param skill name of the skill
 * @param level lowest level, 1–10
 */
public record Requirement(String skill, int level) {

    /**
     * Checks the level.
     *
     * @param skill name of the skill
     * @param level lowest level, 1–10
     * @throws IllegalArgumentException if the level is out of its range
     */
    public Requirement {
        if (level < 1 || level > 10) {
            throw new IllegalArgumentException("A level is between 1 and 10, got " + level);
        }
    }
}
