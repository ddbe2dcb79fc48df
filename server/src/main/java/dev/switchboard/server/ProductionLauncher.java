package dev.switchboard.server;

import dev.switchboard.server.config.Configuration;
import java.io.PrintWriter;

/** Starts the real thing. */
final class ProductionLauncher implements Launcher {

    @Override
    public Running serve(Configuration configuration) throws StartException {
        throw new StartException("this build has no node yet");
    }

    @Override
    public Running demo(Configuration configuration, PrintWriter out) throws StartException {
        throw new StartException("this build has no demo yet");
    }

    @Override
    public void initAdmin(Configuration configuration, String name, String password) throws StartException {
        throw new StartException("this build has no accounts yet");
    }
}
