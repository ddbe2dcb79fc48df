package dev.switchboard.loadtest.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A skill, the level in question, and how common it is.
 *
 * @param agents share of agents who have it at this level, 0–1
 * @param chats share of chats that require it at this level, 0–1
 */
public record SkillShare(String name, int level, double agents, double chats) {

    private static final Pattern FORM = Pattern.compile("([^:@/]+):(\\d{1,2})@([0-9.]+)(?:/([0-9.]+))?");

    /** Reads {@code NAME:LEVEL@AGENTS[/CHATS]}; without the second share both are the same. */
    public static SkillShare parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new PlanException("'" + text + "' is not a skill; write it like german:3@0.4 or german:3@0.4/0.2"
                    + " (level 3, 40 % of the agents have it, 20 % of the chats need it)");
        }
        int level = Integer.parseInt(matcher.group(2));
        if (level < 1 || level > 10) {
            throw new PlanException("'" + text + "': a level is 1 to 10");
        }
        double agents = Names.number(text, matcher.group(3), 0, 1);
        double chats = matcher.group(4) == null ? agents : Names.number(text, matcher.group(4), 0, 1);
        return new SkillShare(Names.checked(matcher.group(1), "skill"), level, agents, chats);
    }
}
