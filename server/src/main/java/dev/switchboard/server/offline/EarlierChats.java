package dev.switchboard.server.offline;

import dev.switchboard.server.delivery.WireIds;
import dev.switchboard.server.record.ClosedChatRecord;
import dev.switchboard.server.record.RecordCodec;
import dev.switchboard.server.record.RecordStore;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.QueueId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Whose a chat was: as routing knows, which forgets some time after its end, and then as its record tells. */
public final class EarlierChats {
    private final ControlPath control;
    private final RecordStore records;

    public EarlierChats(ControlPath control, RecordStore records) {
        this.control = control;
        this.records = records;
    }

    /** The queue that the customer's chat is in or ended in; null when he has no such chat. */
    CompletionStage<@Nullable QueueId> queueOf(String wireId, CustomerId customer) {
        ChatId id = WireIds.parseChat(wireId);
        if (id == null) {
            return CompletableFuture.completedStage(null);
        }
        ChatView chat = control.view().chat(id);
        if (chat != null) {
            return CompletableFuture.completedStage(chat.customer().equals(customer) ? chat.queue() : null);
        }
        return records.recordsOf(id)
                .thenApply(bodies -> bodies.stream()
                        .map(RecordCodec::decode)
                        .filter(record -> record instanceof ClosedChatRecord closed
                                && closed.customer().equals(customer))
                        .map(record -> ((ClosedChatRecord) record).lastQueue())
                        .findFirst()
                        .orElse(null));
    }
}
