package dev.switchboard.loadtest.simulate.check;

/**
 * The exact value of a metric.
 *
 * @param scope name of the class, or that of all
 * @param key of the metric
 * @param source the formula
 */
record Expected(String scope, String key, double value, String source) {}
