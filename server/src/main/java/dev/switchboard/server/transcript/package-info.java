/**
 * The messages of chats: port and values. Imports {@code routing.model} and {@code loop}.
 */
@NullMarked
package dev.switchboard.server.transcript;

import org.jspecify.annotations.NullMarked;
