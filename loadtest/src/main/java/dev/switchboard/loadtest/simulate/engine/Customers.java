package dev.switchboard.loadtest.simulate.engine;

import dev.switchboard.loadtest.simulate.random.ArrivalStream;
import dev.switchboard.loadtest.simulate.random.Arrivals.Batch;
import dev.switchboard.loadtest.simulate.random.RandomStream;
import dev.switchboard.loadtest.simulate.random.RandomStream.Purpose;
import dev.switchboard.loadtest.simulate.scenario.ChatClass;

/**
 * The customers of one class in one replication. What they bring – when they come, how much work their chats are, how patient they
 * are – is drawn in the order of their arrival, and so does not depend on what the desk does with them.
 */
final class Customers {
    private final ChatClass plan;
    private final ArrivalStream arrivals;
    private final RandomStream batches;
    private final RandomStream work;
    private final RandomStream patience;
    private final RandomStream wrapUp;

    Customers(ChatClass plan, long seed, int replication, int chatClass) {
        this.plan = plan;
        this.arrivals = plan.arrivals().open(RandomStream.of(seed, replication, chatClass, Purpose.ARRIVALS));
        this.batches = RandomStream.of(seed, replication, chatClass, Purpose.BATCHES);
        this.work = RandomStream.of(seed, replication, chatClass, Purpose.WORK);
        this.patience = RandomStream.of(seed, replication, chatClass, Purpose.PATIENCE);
        this.wrapUp = RandomStream.of(seed, replication, chatClass, Purpose.WRAP_UP);
    }

    long nextArrival() {
        return arrivals.next();
    }

    /** How many come at this moment. */
    int batch() {
        Batch batch = plan.arrivals().batch();
        return batch.mean() == 1 ? 1 : batch.draw(batches);
    }

    long drawWork() {
        return plan.handle().draw(work);
    }

    /** {@link Long#MAX_VALUE} for one who never leaves. */
    long drawPatience() {
        return plan.patience().draw(patience);
    }

    long drawWrapUp() {
        return plan.wrapUp().mean() == 0 ? 0 : plan.wrapUp().draw(wrapUp);
    }
}
