/**
 * The HTTP side of administration and queries: {@code POST /api/<service>/<Method>} with JSON or binary bodies.
 * Sockets only as {@code ApiRequest}; implemented by {@code auth} and {@code admin}.
 */
@NullMarked
package dev.switchboard.server.api;

import org.jspecify.annotations.NullMarked;
