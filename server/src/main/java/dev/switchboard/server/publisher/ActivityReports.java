package dev.switchboard.server.publisher;

import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.transcript.TranscriptStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Tells the core when somebody wrote last in a chat, where it asks: messages never pass through the log. Log and transcript
 * have the clock of the storage, so no node's clock matters.
 */
public final class ActivityReports implements Effect {
    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedStage(null);

    private final ControlPath control;
    private final TranscriptStore transcripts;

    public ActivityReports(ControlPath control, TranscriptStore transcripts) {
        this.control = control;
        this.transcripts = transcripts;
    }

    @Override
    public CompletionStage<Void> on(long position, long t, Event event) {
        if (!(event instanceof Event.ActivityAsked asked)) {
            return NOTHING;
        }
        ChatId chat = asked.assignment().chat();
        return lastWritten(chat)
                .thenCompose(lastMs -> control.submit(
                        new Command.ReportActivity(chat, asked.assignment().turn(), Math.max(0, t - lastMs))))
                // Refused where the chat has another owner by now, or none: then there is nothing to tell.
                .thenAccept(outcome -> {});
    }

    /** Completes with the time of the last entry, lines of the system included; 0 for none. */
    private CompletionStage<Long> lastWritten(ChatId chat) {
        return transcripts
                .lastSequences(List.of(chat))
                .thenCompose(lasts -> transcripts.read(chat, lasts.getOrDefault(chat, 1L) - 1, 1))
                .thenApply(tail -> tail.entries().stream()
                        .mapToLong(TranscriptStore.StoredEntry::timeMs)
                        .max()
                        .orElse(0));
    }
}
