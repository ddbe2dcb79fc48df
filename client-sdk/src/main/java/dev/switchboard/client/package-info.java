/**
 * The public API of the Java client.
 *
 * <p>Signatures mention only the JDK and types of this package. Classes here are thin and call inward to {@code
 * dev.switchboard.client.internal}, which never imports them.
 */
@NullMarked
package dev.switchboard.client;

import org.jspecify.annotations.NullMarked;
