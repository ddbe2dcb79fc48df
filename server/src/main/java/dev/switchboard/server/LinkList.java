package dev.switchboard.server;

import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.server.auth.OneTimeLinks;
import dev.switchboard.server.routing.model.AgentId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One-time sign-in codes for several people, in their order. */
final class LinkList {
    private final OneTimeLinks links;
    private final Map<Agent, String> codes = new LinkedHashMap<>();

    LinkList(OneTimeLinks links) {
        this.links = links;
    }

    CompletionStage<Map<Agent, String>> make(List<Agent> people) {
        if (people.isEmpty()) {
            return CompletableFuture.completedStage(codes);
        }
        Agent first = people.get(0);
        return links.create(new AgentId(Long.parseLong(first.getId()))).thenCompose(code -> {
            codes.put(first, code);
            return make(people.subList(1, people.size()));
        });
    }
}
