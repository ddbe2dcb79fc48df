package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import org.jspecify.annotations.Nullable;

/** What the sender of a command is told. */
public sealed interface Outcome {
    /** Done, or (a repeat by the same actor) had been done. */
    record Done() implements Outcome {}

    /** Answer to {@code StartChat}; {@code repeated} when the key was known. */
    record Started(ChatId chat, boolean repeated) implements Outcome {}

    /**
     * @param chat the chat in the way for {@code CHAT_ALREADY_OPEN}
     * @param owner who owns the chat, for a {@code NOT_OWNER} who wanted to take it
     */
    record Refused(
            Refusal reason, @Nullable ChatId chat, @Nullable AgentId owner) implements Outcome {
        public Refused(Refusal reason, @Nullable ChatId chat) {
            this(reason, chat, null);
        }
    }

    /** The log held it twice, or its node is lost; nothing happened. */
    record Skipped() implements Outcome {}
}
