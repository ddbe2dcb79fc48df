package dev.switchboard.client;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One entry of a chat's transcript.
 *
 * @param sequence its number in the chat: 1, 2, 3 … in the order that all participants see. Customers see gaps where
 *     internal notes are.
 * @param time when the server stored it, by the server's clock
 * @param kind what it is
 * @param author who wrote it
 * @param text the text; empty for system lines
 * @param textKey system lines: which text to show ("started", "joined", "left", "closed" …); empty otherwise
 * @param parameters system lines: what to fill in; empty otherwise; unmodifiable
 * @param refersTo sequence of an earlier entry this one refers to, empty for none
 * @param own whether this very {@link Chat} or {@link AgentChat} object sent it
 */
public record Message(
        long sequence,
        Instant time,
        MessageKind kind,
        Author author,
        String text,
        String textKey,
        Map<String, String> parameters,
        OptionalLong refersTo,
        boolean own) {}
