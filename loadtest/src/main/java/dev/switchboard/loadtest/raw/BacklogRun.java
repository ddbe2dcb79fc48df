package dev.switchboard.loadtest.raw;

import dev.switchboard.loadtest.measure.Latencies;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.CloseChat;
import dev.switchboard.protocol.v1.Offer;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.SetPresence;
import dev.switchboard.protocol.v1.StartChat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Many chats wait while nobody is available; then all agents become available at once. */
public final class BacklogRun {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    /** Offers that should not come would come within it. */
    private static final Duration AFTERMATH = Duration.ofSeconds(2);
    /** Starts and ends that are unanswered at once, so that a server of any speed is asked only as fast as it answers. */
    private static final int UNANSWERED_MAX = 200;

    private static final long TURN_MS = 5;

    /**
     * An offer as an agent got it.
     *
     * @param chat its id, whose number rises with every start
     * @param agent which one of the list
     * @param tookNanos from the first agent's presence on its way to the server
     */
    public record Offered(String chat, String queue, int agent, long tookNanos) {}

    /**
     * What was seen.
     *
     * @param chats ids of those that waited
     * @param offers those that came, in the order of arrival at each agent
     * @param offered of these the times
     * @param starts all chats started → all of them answered
     */
    public record Seen(List<String> chats, List<Offered> offers, Latencies.Summary offered, Duration starts) {}

    private final RawLoop loop;
    private final List<Talker> customers = new ArrayList<>();
    private final List<Talker> agents = new ArrayList<>();
    private final Map<Talker, String> chats = new HashMap<>();
    private final List<Offered> offers = new ArrayList<>();
    private final Latencies times = new Latencies();
    private long availableNanos;

    public BacklogRun(RawLoop loop, List<RawClient> customers, List<RawClient> agents) {
        this.loop = loop;
        customers.forEach(customer -> this.customers.add(new Talker(customer, push -> {})));
        for (int i = 0; i < agents.size(); i++) {
            int number = i;
            this.agents.add(new Talker(agents.get(i), push -> pushed(number, push)));
        }
    }

    private void pushed(int agent, ServerFrame push) {
        if (push.hasOffer()) {
            Offer offer = push.getOffer();
            long took = System.nanoTime() - availableNanos;
            offers.add(new Offered(offer.getChat().getId(), offer.getChat().getQueue(), agent, took));
            times.record(took);
        }
    }

    /**
     * Lets all customers start a chat, then makes all agents available, and waits for as many offers as are expected.
     *
     * @param queues by turns
     */
    public Seen run(List<String> queues, int expected, Duration atMost) {
        long startNanos = System.nanoTime();
        for (int i = 0; i < customers.size(); i++) {
            start(customers.get(i), "raw-backlog-" + i, queues.get(i % queues.size()));
            int started = i + 1;
            loop.await("room for another start", ANSWER_TIMEOUT, () -> chats.size() + UNANSWERED_MAX > started);
        }
        loop.await("the start of all chats", ANSWER_TIMEOUT, () -> chats.size() == customers.size());
        Duration starts = Duration.ofNanos(System.nanoTime() - startNanos);
        if (!offers.isEmpty()) {
            throw new RawException("an offer came although no agent was available");
        }
        availableNanos = System.nanoTime();
        for (Talker agent : agents) {
            agent.ask(
                    ClientFrame.newBuilder()
                            .setSetPresence(SetPresence.newBuilder().setPresence(Presence.PRESENCE_AVAILABLE)),
                    reply -> {});
        }
        loop.await("the offers", atMost, () -> offers.size() >= expected);
        rest(AFTERMATH);
        return new Seen(List.copyOf(chats.values()), List.copyOf(offers), times.summary(), starts);
    }

    private void start(Talker customer, String key, String queue) {
        customer.ask(
                ClientFrame.newBuilder()
                        .setStartChat(StartChat.newBuilder().setKey(key).setQueue(queue)),
                reply -> {
                    Chat chat = reply.getChatReply().getChat();
                    chats.put(customer, chat.getId());
                });
    }

    /** Keeps the connections alive and reads what comes. */
    public void rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        do {
            loop.turn(time.isZero() ? 0 : TURN_MS);
        } while (System.nanoTime() < end);
    }

    /** Lets all customers end their chats. */
    public void end() {
        int[] ended = {0};
        int asked = 0;
        for (Map.Entry<Talker, String> each : chats.entrySet()) {
            each.getKey()
                    .ask(
                            ClientFrame.newBuilder()
                                    .setCloseChat(CloseChat.newBuilder().setChat(each.getValue())),
                            reply -> ended[0]++);
            int now = ++asked;
            loop.await("room for another end", ANSWER_TIMEOUT, () -> ended[0] + UNANSWERED_MAX > now);
        }
        loop.await("the end of all chats", ANSWER_TIMEOUT, () -> ended[0] == chats.size());
    }
}
