package dev.switchboard.server.routing.model;

/** A skill an agent must have at {@code level} (1–10) or above. */
public record Requirement(SkillId skill, int level) {}
