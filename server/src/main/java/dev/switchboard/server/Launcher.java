package dev.switchboard.server;

import dev.switchboard.server.config.Configuration;
import java.io.PrintWriter;

/** What the subcommands start. */
interface Launcher {

    /** Starts a node for real use; returns when it serves. */
    Running serve(Configuration configuration) throws StartException;

    /**
     * Starts a node with sample data; returns when it serves.
     *
     * @param out for the sign-in links
     */
    Running demo(Configuration configuration, PrintWriter out) throws StartException;

    /** Makes the first administrator, or gives him a new password. */
    void initAdmin(Configuration configuration, String name, String password) throws StartException;

    /** A node that serves. */
    interface Running {

        /** Blocks until the node has ended, by {@link #stop} or by a fault; gives the exit code. */
        int await() throws InterruptedException;

        /** Drains and ends the node; blocks until it has ended. May be called from any thread, and twice. */
        void stop();
    }
}
