/**
 * The public API of the Java client, for customers ({@link dev.switchboard.client.ChatClient}) and for agents and bots
 * ({@link dev.switchboard.client.AgentClient}).
 *
 * <pre>{@code
 * try (ChatClient client = ChatClient.builder(URI.create("wss://support.example.com"))
 *         .credentials(Credentials.customer(siteKey))
 *         .onStateChange(change -> log.info("chat {} ({})", change.to(), change.reason()))
 *         .build()) {
 *     client.connect().get(10, SECONDS);
 *     Chat chat = client.chat("billing")
 *             .onMessage(message -> show(message.author().name(), message.text()))
 *             .onQueueMoved(place -> banner("You are number " + place.position()))
 *             .onAssigned(agent -> banner(agent.name() + " is here"))
 *             .open().get(5, SECONDS);
 *     Receipt receipt = chat.send("My invoice is wrong").get(5, SECONDS);
 *     chat.end(EndReason.SOLVED).get(5, SECONDS);
 * }
 * }</pre>
 *
 * <p>Signatures mention only the JDK and types of this package. Classes here are thin and call inward to {@code
 * dev.switchboard.client.internal}, which never imports them.
 */
@NullMarked
package dev.switchboard.client;

import org.jspecify.annotations.NullMarked;
