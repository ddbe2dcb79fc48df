package dev.switchboard.server.gateway;

import java.util.concurrent.CompletionStage;

/** Port: which pages may call the token service from a browser. */
@FunctionalInterface
public interface OriginPolicy {

    /**
     * Called on the loop and completes on it.
     *
     * @param origin value of the Origin header, not empty
     * @return whether any site allows it; a failure counts as no
     */
    CompletionStage<Boolean> allows(String origin);
}
