/**
 * The command line and the wiring of the server: the one place that knows every other package.
 *
 * <p>Nothing imports this package. Start reading at {@link dev.switchboard.server.Main}.
 */
@NullMarked
package dev.switchboard.server;

import org.jspecify.annotations.NullMarked;
