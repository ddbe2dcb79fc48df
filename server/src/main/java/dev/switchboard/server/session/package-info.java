/**
 * Who is connected: sessions, their identity, their connection as an interface, and what waits for an answer.
 * Imports {@code protocol}, {@code routing.model}, {@code loop}; sockets only as {@code Connection}.
 */
@NullMarked
package dev.switchboard.server.session;

import org.jspecify.annotations.NullMarked;
