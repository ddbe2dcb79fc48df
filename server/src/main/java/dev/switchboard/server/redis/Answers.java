package dev.switchboard.server.redis;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;

/** Readers of answers of which only the success matters. */
final class Answers {
    private Answers() {}

    static Supplier<@Nullable Void> none(Response<?> answer) {
        return none(List.of(answer));
    }

    /** Fails when one of them failed. */
    static Supplier<@Nullable Void> none(List<? extends Response<?>> answers) {
        return () -> {
            answers.forEach(Response::get);
            return null;
        };
    }
}
