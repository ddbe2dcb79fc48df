/**
 * The management port: health and metrics, on the loopback by default and without a sign-in of its own.
 *
 * <p>Takes its state through small interfaces that may be asked from any thread, so a scrape never waits for the loop and
 * answers also when the loop hangs. Imports {@code listen} and Netty. Start reading at {@link
 * dev.switchboard.server.web.ManagementServer}.
 */
@NullMarked
package dev.switchboard.server.web;

import org.jspecify.annotations.NullMarked;
