package dev.switchboard.server.session;

import dev.switchboard.server.loop.Loop;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who was cut for sending too much has to stay outside for a while: a second, then twice as long each time, until it has
 * behaved for long enough. Of the customer or agent, on this node, and never of the address: colleagues share that. At the
 * bound the one who was cut longest ago is forgiven. On the loop.
 */
public final class Penalties {
    static final int SUBJECTS_MAX = 10_000;
    static final long FIRST_MS = 1_000;
    static final long LONGEST_MS = 300_000;

    /** So long after the end of a penalty the next one is short again. */
    static final long FORGIVEN_MS = 600_000;

    private final Loop loop;
    /** In the order in which they were cut last. */
    private final Map<Subject, Penalty> penalties = new LinkedHashMap<>();

    private record Penalty(long lengthMs, long endsMs) {}

    public Penalties(Loop loop) {
        this.loop = loop;
    }

    /** The subject was cut. */
    public void add(Subject subject) {
        long nowMs = loop.nowMs();
        Penalty last = penalties.remove(subject);
        long lengthMs = FIRST_MS;
        if (last != null && nowMs < last.endsMs() + FORGIVEN_MS) {
            lengthMs = Math.min(LONGEST_MS, 2 * last.lengthMs());
        }
        penalties.put(subject, new Penalty(lengthMs, nowMs + lengthMs));
        if (penalties.size() > SUBJECTS_MAX) {
            Iterator<Subject> oldest = penalties.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** {@return time until the subject may come back; 0 for those who may} */
    public long leftMs(Subject subject) {
        Penalty penalty = penalties.get(subject);
        return penalty == null ? 0 : Math.max(0, penalty.endsMs() - loop.nowMs());
    }

    int size() {
        return penalties.size();
    }
}
