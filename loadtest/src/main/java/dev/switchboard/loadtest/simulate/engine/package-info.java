/**
 * One run in virtual time: customers come and lose patience, agents finish their chats, and the production routing core decides
 * who talks to whom. {@link dev.switchboard.loadtest.simulate.engine.CoreDesk} is the only class that knows the core. One
 * replication runs on one thread.
 *
 * <p>Imports the routing core, {@code simulate.scenario} and {@code simulate.random}. Start reading at
 * {@link dev.switchboard.loadtest.simulate.engine.Replication}.
 */
@NullMarked
package dev.switchboard.loadtest.simulate.engine;

import org.jspecify.annotations.NullMarked;
