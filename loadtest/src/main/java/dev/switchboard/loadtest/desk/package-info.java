/**
 * Makes the run's own desk (site, queues, skills, agents, app key) through the server's administration service, and takes
 * away what can be taken away at the end. Speaks HTTP and Protobuf; blocks, and so runs on the main thread.
 *
 * <p>Start reading at {@link dev.switchboard.loadtest.desk.Desk}.
 */
@NullMarked
package dev.switchboard.loadtest.desk;

import org.jspecify.annotations.NullMarked;
