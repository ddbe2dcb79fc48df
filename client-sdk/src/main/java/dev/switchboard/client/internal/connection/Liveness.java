package dev.switchboard.client.internal.connection;

import org.jspecify.annotations.Nullable;

/**
 * Tells a dead connection from a quiet one, though TCP may not tell for minutes. The server answers every heartbeat at once,
 * however busy its storage is; so when something that has an answer was sent and then nothing at all comes for the limit,
 * the connection is dead. A request alone proves nothing, because its answer may take its time: half-way to the limit a
 * heartbeat asks whether anybody is there.
 *
 * <p>An idle connection asks at the server's interval. One timer at a time runs, and none per frame.
 */
final class Liveness {

    private final Environment environment;
    private final long silenceMaxMs;
    private final Runnable heartbeat;
    private final Runnable dead;
    private Environment.@Nullable Timer beat;
    private Environment.@Nullable Timer look;
    private long intervalMs;
    private boolean live;
    private boolean deaf;
    /** When the oldest frame was sent since which nothing came; -1 for none. */
    private long askedAtMs = -1;

    private boolean asking;

    Liveness(Environment environment, long silenceMaxMs, Runnable heartbeat, Runnable dead) {
        this.environment = environment;
        this.silenceMaxMs = silenceMaxMs;
        this.heartbeat = heartbeat;
        this.dead = dead;
    }

    /** A connection is live; heartbeats every so many milliseconds, 0 for none while it is idle. */
    void start(long everyMs) {
        stop();
        live = true;
        intervalMs = everyMs;
        scheduleBeat();
    }

    void stop() {
        live = false;
        heard();
        cancel(beat);
        beat = null;
        cancel(look);
        look = null;
    }

    /** A frame that has an answer was sent. */
    void asked() {
        if (live && !deaf && askedAtMs < 0) {
            askedAtMs = environment.nowMs();
            if (look == null) {
                look = environment.schedule(silenceMaxMs / 2, this::look);
            }
        }
    }

    /** Anything at all came from the server. */
    void heard() {
        askedAtMs = -1;
        asking = false;
    }

    /** While this client does not read on purpose, silence says nothing about the server. */
    void deaf(boolean now) {
        deaf = now;
        heard();
    }

    private void beat() {
        scheduleBeat();
        heartbeat.run();
        asked();
    }

    private void scheduleBeat() {
        beat = intervalMs > 0 ? environment.schedule(intervalMs, this::beat) : null;
    }

    /** Comes half-way or later; what was asked meanwhile has its own half still to wait. */
    private void look() {
        look = null;
        if (askedAtMs < 0) {
            return;
        }
        long silentMs = environment.nowMs() - askedAtMs;
        if (silentMs >= silenceMaxMs) {
            dead.run();
            return;
        }
        boolean halfway = silentMs >= silenceMaxMs / 2;
        long nextMs = halfway ? silenceMaxMs - silentMs : silenceMaxMs / 2 - silentMs;
        look = environment.schedule(nextMs, this::look);
        if (halfway && !asking) {
            asking = true;
            heartbeat.run();
        }
    }

    private static void cancel(Environment.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
