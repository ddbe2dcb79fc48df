package dev.switchboard.client.internal.connection;

import org.jspecify.annotations.Nullable;

/** Sends heartbeats at the server's interval and notices when nothing comes back. */
final class Heartbeats {

    /** Unanswered ones after which the connection counts as dead. */
    private static final int MISSED_MAX = 2;

    private final Environment environment;
    private final Runnable send;
    private final Runnable dead;
    private Environment.@Nullable Timer timer;
    private long intervalMs;
    private int unanswered;
    private boolean deaf;

    Heartbeats(Environment environment, Runnable send, Runnable dead) {
        this.environment = environment;
        this.send = send;
        this.dead = dead;
    }

    void start(long everyMs) {
        stop();
        intervalMs = everyMs;
        unanswered = 0;
        if (everyMs > 0) {
            timer = environment.schedule(everyMs, this::tick);
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Anything at all came from the server. */
    void heard() {
        unanswered = 0;
    }

    /** While this client does not read on purpose, silence says nothing about the server. */
    void deaf(boolean now) {
        deaf = now;
        unanswered = 0;
    }

    private void tick() {
        if (unanswered >= MISSED_MAX) {
            timer = null;
            dead.run();
            return;
        }
        if (!deaf) {
            unanswered++;
        }
        timer = environment.schedule(intervalMs, this::tick);
        send.run();
    }
}
