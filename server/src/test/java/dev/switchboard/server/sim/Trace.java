package dev.switchboard.server.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** What passed over the network and what was done to it: two runs of one seed have the same. */
final class Trace {
    private final LongSupplier clock;
    private final List<String> lines = new ArrayList<>();

    Trace(LongSupplier clock) {
        this.clock = clock;
    }

    void add(String what) {
        lines.add(clock.getAsLong() + " " + what);
    }

    /** With the bytes as a number: they are secret in part, and long. */
    void add(String what, byte[] bytes) {
        add(what + " " + bytes.length + " bytes " + Integer.toHexString(Arrays.hashCode(bytes)));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
