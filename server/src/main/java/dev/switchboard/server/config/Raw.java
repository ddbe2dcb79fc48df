package dev.switchboard.server.config;

import java.util.List;

/**
 * Unparsed text of a setting.
 *
 * @param items one for a scalar, any number for a sequence
 * @param sequence whether it was written as a sequence
 */
record Raw(String name, List<String> items, boolean sequence, String where) {}
