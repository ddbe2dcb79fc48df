package dev.switchboard.loadtest.raw;

import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.StartChat;

/** A customer who has one chat after the other. */
final class Caller {

    private final String queue;
    private final Watch watch;
    private final Talker talker;
    private int started;
    private String key = "";
    private long sinceNanos;
    private long acceptedNanos;
    private Step step = Step.FREE;

    private enum Step {
        FREE,
        WAITING,
        OFFERED,
        ACTIVE
    }

    /** Is told what becomes of the chats. */
    interface Watch {
        void agentSeen(long tookNanos);

        void ended(Caller caller);
    }

    Caller(RawClient client, String queue, Watch watch) {
        this.queue = queue;
        this.watch = watch;
        talker = new Talker(client, this::pushed);
    }

    String subject() {
        return talker.subject();
    }

    /** @param plannedNanos when the chat was to begin */
    void start(long plannedNanos) {
        started++;
        sinceNanos = plannedNanos;
        step = Step.WAITING;
        key = "raw-" + subject() + "-" + started;
        talker.ask(
                ClientFrame.newBuilder()
                        .setStartChat(StartChat.newBuilder().setKey(key).setQueue(queue)),
                reply -> {});
    }

    /** An agent has the offer and accepts it; gives the moment at which the chat was to begin. */
    long offered() {
        if (step != Step.WAITING) {
            throw new RawException("a chat was offered twice");
        }
        step = Step.OFFERED;
        acceptedNanos = System.nanoTime();
        return sinceNanos;
    }

    /** Known by its key: the chat may be offered, and even accepted, before its start is answered. */
    private void pushed(ServerFrame push) {
        Chat update = push.getChatUpdate().getChat();
        if (!push.hasChatUpdate() || !update.getKey().equals(key)) {
            return;
        }
        if (update.getPhase() == ChatPhase.CHAT_PHASE_ACTIVE && step == Step.OFFERED) {
            step = Step.ACTIVE;
            watch.agentSeen(System.nanoTime() - acceptedNanos);
        } else if (update.getPhase() == ChatPhase.CHAT_PHASE_CLOSED && step == Step.ACTIVE) {
            step = Step.FREE;
            watch.ended(this);
        }
    }
}
