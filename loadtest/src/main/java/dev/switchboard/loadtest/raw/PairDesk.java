package dev.switchboard.loadtest.raw;

import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.ChatUpdate;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.SetPresence;
import dev.switchboard.protocol.v1.StartChat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings customers and agents together, one to one, in a queue that assigns chats without asking. */
public final class PairDesk {

    private static final Duration ASSIGNMENT_TIMEOUT = Duration.ofSeconds(30);

    private final RawLoop loop;
    private final String queue;
    private final Map<String, RawClient> agentsByChat = new HashMap<>();

    public PairDesk(RawLoop loop, String queue) {
        this.loop = loop;
        this.queue = queue;
    }

    /** Two clients in one chat. */
    public record Pair(String chat, RawClient customer, RawClient agent) {}

    /** Connects an agent with room for one chat. */
    public void agent(String token) {
        // The first push may come before the client is known here.
        @Nullable RawClient[] known = new RawClient[1];
        RawClient agent = RawClient.connect(loop, token, push -> assigned(push, known));
        known[0] = agent;
        ServerFrame unused = agent.ask(ClientFrame.newBuilder()
                .setSetPresence(SetPresence.newBuilder().setPresence(Presence.PRESENCE_AVAILABLE)));
    }

    private void assigned(ServerFrame push, @Nullable RawClient[] agent) {
        ChatUpdate update = push.getChatUpdate();
        if (push.hasChatUpdate() && update.getChat().getPhase() == ChatPhase.CHAT_PHASE_ACTIVE && agent[0] != null) {
            agentsByChat.put(update.getChat().getId(), agent[0]);
        }
    }

    /** Connects the customers, each of whom starts a chat, and waits until all have an agent. */
    public List<Pair> customers(List<String> tokens) {
        Map<String, RawClient> customers = new HashMap<>();
        for (String token : tokens) {
            RawClient customer = RawClient.connect(loop, token, push -> {});
            String key = "raw-" + customers.size() + "-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
            ServerFrame reply = customer.ask(ClientFrame.newBuilder()
                    .setStartChat(StartChat.newBuilder().setKey(key).setQueue(queue)));
            customers.put(reply.getChatReply().getChat().getId(), customer);
        }
        loop.await("an agent for every chat", ASSIGNMENT_TIMEOUT, () -> agentsByChat.size() == customers.size());
        List<Pair> pairs = new ArrayList<>();
        customers.forEach((chat, customer) -> {
            RawClient agent = agentsByChat.get(chat);
            if (agent == null) {
                throw new RawException("chat " + chat + " went to somebody else's agent");
            }
            pairs.add(new Pair(chat, customer, agent));
        });
        return pairs;
    }
}
