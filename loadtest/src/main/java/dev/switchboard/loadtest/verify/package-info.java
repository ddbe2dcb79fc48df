/**
 * Holds the server to its promises P1, P2, P3 and P5 by what its clients saw, and by nothing else: no class of the server
 * or the SDK is known here. Every check reads {@link dev.switchboard.loadtest.verify.Observation}s in the order in which
 * they were made, on one thread, and speaks up only when no order of unseen happenings could explain what was seen.
 *
 * <p>Imports the JDK only. Start reading at {@link dev.switchboard.loadtest.verify.Verifier}.
 */
@NullMarked
package dev.switchboard.loadtest.verify;

import org.jspecify.annotations.NullMarked;
