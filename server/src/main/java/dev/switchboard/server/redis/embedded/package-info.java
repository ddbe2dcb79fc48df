/**
 * A Redis of the server's own, for whoever has configured none: finds a program, starts it on the loopback interface with
 * a random password, restarts it when it dies, and sees to it that it never outlives the server. Imports the JDK, Jedis
 * for asking whether it answers, and nothing of the storage ports: its result is an address and a password. Start reading
 * at {@code EmbeddedRedis}.
 */
@NullMarked
package dev.switchboard.server.redis.embedded;

import org.jspecify.annotations.NullMarked;
