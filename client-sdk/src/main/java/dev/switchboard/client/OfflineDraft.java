package dev.switchboard.client;

import java.util.Objects;

/**
 * A message to be left where nobody can chat.
 *
 * @param queue name of a queue of the site; empty for that of {@code chat}, else for the site's default queue
 * @param chat id of the customer's chat that went before, such as one that waited too long; empty for none
 * @param name the customer's name, 1–64 characters, none of them a control character
 * @param contact how he wishes to be reached, such as an e-mail address: 1–200 characters, none of them a control character
 * @param text 1–4,000 UTF-16 code units, not blank
 */
public record OfflineDraft(String queue, String chat, String name, String contact, String text) {

    /**
     * Refuses null; everything else is checked by the server.
     *
     * @param queue name of a queue, may be empty
     * @param chat id of a chat, may be empty
     * @param name the customer's name
     * @param contact how he wishes to be reached
     * @param text what he writes
     */
    public OfflineDraft {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(chat, "chat");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(contact, "contact");
        Objects.requireNonNull(text, "text");
    }
}
