package dev.switchboard.server.session;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import org.jspecify.annotations.Nullable;

/** Whom a session belongs to: all tokens of one customer or agent speak for the same subject. */
public sealed interface Subject {
    /** As transcripts name a member: {@code c<id>} or {@code a<id>}. */
    String member();

    record OfCustomer(CustomerId id) implements Subject {
        @Override
        public String member() {
            return "c" + id.value();
        }
    }

    record OfAgent(AgentId id) implements Subject {
        @Override
        public String member() {
            return "a" + id.value();
        }
    }

    /** {@return the subject of an identity, null for programs that act for nobody in particular} */
    static @Nullable Subject of(Identity identity) {
        if (identity instanceof Identity.Customer customer) {
            return new OfCustomer(customer.id());
        }
        if (identity instanceof Identity.Agent agent) {
            return new OfAgent(agent.id());
        }
        return null;
    }
}
