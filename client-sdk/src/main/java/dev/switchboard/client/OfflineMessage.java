package dev.switchboard.client;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that a customer left where nobody could chat with him. Name, contact and text are as he wrote them and may hold
 * anything.
 *
 * @param id the message's id
 * @param site name of the site, as it was then
 * @param queue name of the queue; empty when it was removed
 * @param queueTitle what people call the queue; empty where the server does not have it at hand
 * @param customer the customer's id
 * @param time when it was stored, by the server's clock
 * @param name the customer's name
 * @param contact how he wishes to be reached
 * @param text what he wrote
 * @param chat id of the chat that went before; empty for none
 * @param answeredBy who answered; empty while it is open
 * @param answeredAt when it was marked as answered; empty while it is open
 */
public record OfflineMessage(
        String id,
        String site,
        String queue,
        String queueTitle,
        String customer,
        Instant time,
        String name,
        String contact,
        String text,
        String chat,
        Optional<Author> answeredBy,
        Optional<Instant> answeredAt) {}
