/**
 * Listening on a port: which of Netty's transports, how many threads of which name, and what is said when the port is
 * taken. Shared by {@code gateway} and {@code web}; knows nothing of what is spoken there. Imports Netty only. Start
 * reading at {@link dev.switchboard.server.listen.Listener}.
 */
@NullMarked
package dev.switchboard.server.listen;

import org.jspecify.annotations.NullMarked;
