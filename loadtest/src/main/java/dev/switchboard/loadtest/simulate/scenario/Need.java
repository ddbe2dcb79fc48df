package dev.switchboard.loadtest.simulate.scenario;

/**
 * A skill that an agent must have at a level within a range.
 *
 * @param skill number of the skill
 * @param level lowest level that will do, 1–10
 * @param levelMax highest level that will do
 */
public record Need(int skill, int level, int levelMax) {
    public static final int LEVEL_MAX = 10;
}
