/**
 * The node's configuration: one YAML file and environment variables, read once into immutable records.
 *
 * <p>Environment beats file beats default. All faults are reported together, each with its place and how to mend it;
 * unknown keys are refused; secrets print as stars. Imports the JDK and the YAML parser only; everything is immutable.
 * Start reading at {@link dev.switchboard.server.config.Keys}, which lists every setting, then {@link
 * dev.switchboard.server.config.ConfigurationLoader}.
 */
@NullMarked
package dev.switchboard.server.config;

import org.jspecify.annotations.NullMarked;
