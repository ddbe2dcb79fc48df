package dev.switchboard.server.config;

/**
 * A text that must not be shown: it prints as stars wherever it ends up by accident.
 *
 * @param reveal the text itself
 */
public record Secret(String reveal) {

    static final String STARS = "********";

    @Override
    public String toString() {
        return STARS;
    }
}
