/**
 * Ids and values of the routing core: small immutable types so that two kinds of id cannot be mixed up.
 * Imports the JDK only; no clocks, randomness, threads or I/O. Everything here may be used on any thread.
 */
@NullMarked
package dev.switchboard.server.routing.model;

import org.jspecify.annotations.NullMarked;
