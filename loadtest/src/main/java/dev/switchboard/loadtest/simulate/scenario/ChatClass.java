package dev.switchboard.loadtest.simulate.scenario;

import dev.switchboard.loadtest.simulate.random.Arrivals;
import dev.switchboard.loadtest.simulate.random.Distribution;
import java.util.List;

/**
 * A kind of chats.
 *
 * @param handle the conversation, by an agent with the handle factor 1 and no other chat
 * @param patience a customer leaves when nobody has come by then
 * @param wrapUp what the agent does after the conversation, before the chat's units are free
 * @param queue number of the queue it enters
 * @param required beside those of the queue
 * @param preferred beside those of the queue
 * @param weight units it takes
 * @param creditMs beside that of the queue
 */
public record ChatClass(
        String name,
        Arrivals arrivals,
        Distribution handle,
        Distribution patience,
        Distribution wrapUp,
        int queue,
        List<Need> required,
        List<Need> preferred,
        int weight,
        long creditMs) {
    public ChatClass {
        required = List.copyOf(required);
        preferred = List.copyOf(preferred);
    }

    /** The same with another credit. */
    public ChatClass withCredit(long ms) {
        return new ChatClass(name, arrivals, handle, patience, wrapUp, queue, required, preferred, weight, ms);
    }

    /** {@return mean time in ns that a chat holds its units, at the speed 1} */
    public double holding() {
        return handle.mean() + wrapUp.mean();
    }
}
