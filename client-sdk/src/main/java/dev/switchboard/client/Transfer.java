package dev.switchboard.client;

import java.util.Optional;

/**
 * What became of a chat that this agent transferred.
 *
 * @param chat the server's id of the chat
 * @param state where it is
 * @param agent to whom alone it is offered ({@link TransferState#OFFERED}), or who has it ({@link TransferState#TAKEN})
 * @param queue name of the queue it is in, or came from
 */
public record Transfer(String chat, TransferState state, Optional<Author> agent, String queue) {}
