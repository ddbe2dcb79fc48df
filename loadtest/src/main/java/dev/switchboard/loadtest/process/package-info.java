/**
 * The server as a child process: started on a directory and ports of its own, watched, killed on purpose where a run asks
 * for it, and ended by its process id whatever happens to this process.
 *
 * <p>Imports the JDK only. Start reading at {@link dev.switchboard.loadtest.process.ServerProcess}.
 */
@NullMarked
package dev.switchboard.loadtest.process;

import org.jspecify.annotations.NullMarked;
