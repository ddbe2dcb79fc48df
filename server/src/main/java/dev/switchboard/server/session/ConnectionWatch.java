package dev.switchboard.server.session;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.server.loop.Loop;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What ends a connection by time alone: no hello, two missed heartbeats, the end of the token. One timer per connection;
 * a frame only notes the time, so the common case costs nothing.
 */
public final class ConnectionWatch {
    private final Loop loop;
    private final Consumer<CloseCode> close;
    private Loop.@Nullable Timer timer;
    private long silenceMaxMs;
    private long heardMs;
    private long tokenEndsMs = Long.MAX_VALUE;

    public ConnectionWatch(Loop loop, Consumer<CloseCode> close) {
        this.loop = loop;
        this.close = close;
    }

    /** Waits for the hello. */
    public void expectHello(long timeoutMs) {
        timer = loop.schedule(timeoutMs, () -> close.accept(CloseCode.HELLO_TIMEOUT));
    }

    /** The hello came: its answer is the server's business, so nothing is expected until {@link #greeted}. */
    public void helloCame() {
        stop();
    }

    /** From now on heartbeats are due. */
    public void greeted(long heartbeatMs, long tokenLeftMs) {
        stop();
        // Two missed, and half an interval for those that are late on the way.
        silenceMaxMs = heartbeatMs * 5 / 2;
        heardMs = loop.nowMs();
        tokenEndsMs = heardMs + tokenLeftMs;
        arm();
    }

    /** Any frame shows that the client lives. */
    public void heard() {
        heardMs = loop.nowMs();
    }

    public void tokenRenewed(long tokenLeftMs) {
        tokenEndsMs = loop.nowMs() + tokenLeftMs;
        stop();
        arm();
    }

    public void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void arm() {
        long dueMs = Math.min(heardMs + silenceMaxMs, tokenEndsMs);
        timer = loop.schedule(Math.max(1, dueMs - loop.nowMs()), this::look);
    }

    private void look() {
        timer = null;
        long nowMs = loop.nowMs();
        if (nowMs >= tokenEndsMs) {
            close.accept(CloseCode.TOKEN_EXPIRED);
        } else if (nowMs - heardMs >= silenceMaxMs) {
            close.accept(CloseCode.HEARTBEAT_MISSED);
        } else {
            arm();
        }
    }
}
