package dev.switchboard.loadtest.verify;

import java.util.Map;

/** What a chat asks for: chats of equal demand are served in the order of their arrival. */
public record Demand(String queue, Map<String, Integer> needs) {
    public Demand {
        needs = Map.copyOf(needs);
    }
}
