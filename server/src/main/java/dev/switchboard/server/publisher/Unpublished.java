package dev.switchboard.server.publisher;

import dev.switchboard.server.routing.Event;
import java.util.function.Consumer;

/** The events for which {@link Effect}s may not have run yet, as far as this node knows. */
public interface Unpublished {
    /** For the events of all positions up to this one they have run. */
    long floor();

    /** Tells the other events, in log order. */
    void forEach(Consumer<Event> told);
}
