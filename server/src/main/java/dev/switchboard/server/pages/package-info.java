/**
 * What browsers load from the main port: the widget, the agents' console, and under {@code demo} the demo's pages.
 *
 * <p>The web build puts the files into the jar together with a list of their hashes; all are read once at start, bounded, and
 * served from memory. Nothing here knows sockets: {@code gateway} hands in a {@link
 * dev.switchboard.server.pages.PageRequest} and writes the {@link dev.switchboard.server.pages.PageAnswer}. Answers are
 * found on an I/O thread, so nothing may block. Imports the JDK only. Start reading at {@link
 * dev.switchboard.server.pages.WebPages}.
 */
@NullMarked
package dev.switchboard.server.pages;

import org.jspecify.annotations.NullMarked;
