/**
 * The rules of choice, as pure functions: which agent goes first, which chat goes first, who meets which requirements.
 * Imports {@code routing.model} and the JDK only. Integers only, and every order ends in a unique id, so that all nodes
 * decide the same. Start reading at {@code AgentOrder}.
 */
@NullMarked
package dev.switchboard.server.routing.policy;

import org.jspecify.annotations.NullMarked;
