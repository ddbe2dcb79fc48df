/**
 * Clients that cost as little as possible: one thread, sockets read and written in bulk, frames encoded beforehand and
 * read only as far as needed. With them the server is what is measured, not the client; the SDK would need several
 * times the processor time of the server. They behave like clients of {@code docs/protocol.md} all the same. Nothing
 * here survives a lost connection: it ends the run.
 */
@NullMarked
package dev.switchboard.loadtest.raw;

import org.jspecify.annotations.NullMarked;
