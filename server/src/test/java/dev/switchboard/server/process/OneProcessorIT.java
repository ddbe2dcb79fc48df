package dev.switchboard.server.process;

/** The same where the loop's thread serves the sockets too. */
class OneProcessorIT extends RestartIT {

    @Override
    ServerProcess prepared(ServerProcess fresh) {
        return fresh.withJvmOption("-XX:ActiveProcessorCount=1");
    }
}
