/**
 * The HTTP side of administration and queries: {@code POST /api/<service>/<Method>} with JSON or binary bodies. Sockets only
 * as {@code ApiRequest}; {@code Methods} is what {@code auth} and {@code admin} build their services from. Imports
 * {@code protocol}, {@code session}, {@code storage} and {@code account} for the policy. Runs on the loop.
 */
@NullMarked
package dev.switchboard.server.api;

import org.jspecify.annotations.NullMarked;
