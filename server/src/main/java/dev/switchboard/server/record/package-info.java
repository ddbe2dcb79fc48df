/**
 * Compact accounts of decisions and closed chats, kept for explanations, reports and replay: port and values.
 * Imports {@code routing.model}.
 */
@NullMarked
package dev.switchboard.server.record;

import org.jspecify.annotations.NullMarked;
