package dev.switchboard.server.gateway;

import dev.switchboard.server.gateway.GatewaySettings.FrameRate;

/**
 * How many frames one connection may send. A frame beyond the rate is refused; a client that goes on in spite of the
 * refusals is closed. On the connection's I/O thread only.
 */
final class FrameLimiter {

    /** Until the welcome says who it is: enough for a hello and a few frames sent right behind it. */
    private static final FrameRate BEFORE_WELCOME = new FrameRate(5, 10);

    /** So many refusals are forgiven: a client needs some time to read the first. */
    private static final FrameRate REFUSALS = new FrameRate(1, 50);

    private TokenBucket frames;
    private final TokenBucket refusals;

    FrameLimiter(long nowNanos) {
        frames = new TokenBucket(BEFORE_WELCOME.perSecond(), BEFORE_WELCOME.burst(), nowNanos);
        refusals = new TokenBucket(REFUSALS.perSecond(), REFUSALS.burst(), nowNanos);
    }

    enum Verdict {
        PASS,
        REFUSE,
        CLOSE
    }

    Verdict judge(long nowNanos) {
        if (frames.take(nowNanos)) {
            return Verdict.PASS;
        }
        return refusals.take(nowNanos) ? Verdict.REFUSE : Verdict.CLOSE;
    }

    /** The client is known now; what it has sent so far does not count. */
    void welcomed(FrameRate rate, long nowNanos) {
        frames = new TokenBucket(rate.perSecond(), rate.burst(), nowNanos);
    }
}
