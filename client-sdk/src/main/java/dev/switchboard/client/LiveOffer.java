package dev.switchboard.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An offer as it came. */
final class LiveOffer implements Offer {

    private final LiveAgentClient client;
    private final dev.switchboard.protocol.v1.Offer offer;
    private final long endsAtMs;
    private volatile boolean ended;

    LiveOffer(LiveAgentClient client, dev.switchboard.protocol.v1.Offer offer, long nowMs) {
        this.client = client;
        this.offer = offer;
        this.endsAtMs = nowMs + offer.getRemainingMs();
    }

    @Override
    public String id() {
        return offer.getId();
    }

    @Override
    public String chatId() {
        return offer.getChat().getId();
    }

    @Override
    public String queue() {
        return offer.getChat().getQueue();
    }

    @Override
    public Author customer() {
        return Wire.author(offer.getChat().getCustomer());
    }

    @Override
    public List<Requirement> requirements() {
        return offer.getRequirementsList().stream()
                .filter(each -> each.getLevel() >= 1 && each.getLevel() <= 10)
                .map(each -> Wire.requirement(each))
                .toList();
    }

    @Override
    public Duration waited() {
        return Duration.ofMillis(offer.getWaitedMs());
    }

    @Override
    public Duration remaining() {
        return ended ? Duration.ZERO : Duration.ofMillis(Math.max(0, endsAtMs - client.nowMs()));
    }

    @Override
    public CompletableFuture<AgentChat> accept() {
        return client.accept(this);
    }

    @Override
    public CompletableFuture<Void> decline(DeclineReason reason) {
        return client.decline(this, reason);
    }

    void ended() {
        ended = true;
    }
}
