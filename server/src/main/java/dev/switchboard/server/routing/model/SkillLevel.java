package dev.switchboard.server.routing.model;

/** A skill an agent has, at {@code level} 1–10. */
public record SkillLevel(SkillId skill, int level) {}
