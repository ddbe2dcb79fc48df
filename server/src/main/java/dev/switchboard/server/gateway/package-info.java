/**
 * The sockets that clients connect to: WebSocket at {@code /ws} and the API at {@code /api/<service>/<Method>}.
 *
 * <p>Netty is seen here, in {@code listen} and in {@code web} only. Everything runs on Netty's threads {@code sb-io-n}
 * and is handed over to the node's loop in order: frames to {@link dev.switchboard.server.session.ConnectionEvents},
 * calls to {@link dev.switchboard.server.api.ApiRequest.Service}. Sizes, rates and numbers of connections are limited
 * here, before anything reaches the loop. Start reading at {@link dev.switchboard.server.gateway.Gateway}, then {@code
 * Pipeline}, which lists what a connection consists of.
 */
@NullMarked
package dev.switchboard.server.gateway;

import org.jspecify.annotations.NullMarked;
