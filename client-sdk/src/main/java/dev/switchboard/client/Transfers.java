package dev.switchboard.client;

import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.TransferUpdate;
import dev.switchboard.protocol.v1.Welcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Chats that the agent gave away and nobody has taken yet. On the logical thread. */
final class Transfers {

    /** As many as fit into a hello; of older ones nothing is told after a reconnect. */
    private static final int OPEN_MAX = 50;

    private final Map<String, TransferUpdate> open = new LinkedHashMap<>();
    private final Consumer<Transfer> tell;

    Transfers(Consumer<Transfer> tell) {
        this.tell = tell;
    }

    void updated(TransferUpdate update) {
        TransferState state = state(update);
        boolean known = update.equals(open.remove(update.getChat()));
        if (state == TransferState.WAITING || state == TransferState.OFFERED) {
            open.put(update.getChat(), update);
            if (open.size() > OPEN_MAX) {
                open.remove(open.keySet().iterator().next());
            }
        }
        if (state != null && !known) {
            Optional<Author> agent = update.hasAgent() ? Optional.of(Wire.author(update.getAgent())) : Optional.empty();
            tell.accept(new Transfer(update.getChat(), state, agent, update.getQueue()));
        }
    }

    /** What the server says of those that were named; the others went on where this client cannot follow. */
    void welcomed(Welcome welcome) {
        open.keySet()
                .retainAll(welcome.getTransfersList().stream()
                        .map(TransferUpdate::getChat)
                        .toList());
        welcome.getTransfersList().forEach(this::updated);
    }

    List<ResumePoint> resumePoints() {
        return open.keySet().stream()
                .map(chat -> ResumePoint.newBuilder().setChat(chat).build())
                .toList();
    }

    /** Null for what only a newer server knows. */
    private static @Nullable TransferState state(TransferUpdate update) {
        return switch (update.getState()) {
            case TRANSFER_STATE_WAITING -> TransferState.WAITING;
            case TRANSFER_STATE_OFFERED -> TransferState.OFFERED;
            case TRANSFER_STATE_TAKEN -> TransferState.TAKEN;
            case TRANSFER_STATE_CLOSED -> TransferState.CLOSED;
            case TRANSFER_STATE_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    }
}
