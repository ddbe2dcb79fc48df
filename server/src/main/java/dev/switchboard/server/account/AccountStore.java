package dev.switchboard.server.account;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Port: versioned objects by kind and id, with one unique name each. Called on the loop or on an API thread; stages
 * complete on the loop. Values are opaque bytes (serialised Protobuf messages of admin.proto).
 */
public interface AccountStore {
    /** Takes the next id of the kind. */
    CompletionStage<Long> nextId(Kind kind);

    /**
     * Stores the object when the stored revision is {@code expected} (0: must not exist) and no other object of the kind
     * has the name; fails with CONFLICT otherwise. Returns the new revision, {@code expected + 1}.
     */
    CompletionStage<Long> put(Kind kind, long id, String name, long expected, byte[] value);

    /** Deletes the object and its secret; fails with CONFLICT when the stored revision is another or there is no object. */
    CompletionStage<Void> delete(Kind kind, long id, long expected);

    CompletionStage<@Nullable Stored> get(Kind kind, long id);

    CompletionStage<@Nullable Stored> byName(Kind kind, String name);

    /** Objects with ids above {@code after}, in order of id. */
    CompletionStage<List<Stored>> list(Kind kind, long after, int limit);

    /** Password hash or another secret of an object, outside of its value so that no list can show it. */
    CompletionStage<Void> putSecret(Kind kind, long id, String secret);

    CompletionStage<@Nullable String> secret(Kind kind, long id);

    /** A small value with a life (one-time links, renewal tokens, used assertion ids); true when the key was free. */
    CompletionStage<Boolean> putOnce(String key, String value, long lifeMs);

    /** Reads, and with {@code remove} deletes in the same step, such a value. */
    CompletionStage<@Nullable String> takeOnce(String key, boolean remove);

    /**
     * Keeps the largest number ever given under the key, for {@code lifeMs} from the last call on; returns it. (Marks of
     * revocations: whoever is late cannot undo what somebody else has set.)
     */
    CompletionStage<Long> raise(String key, long value, long lifeMs);

    /** The number kept by {@link #raise}, 0 when there is none (any more). */
    CompletionStage<Long> raised(String key);

    /** A value made by the first who asks and shared by all (signing keys). Returns the stored one. */
    CompletionStage<String> shared(String key, String proposal);

    record Stored(long id, String name, long revision, byte[] value) {}

    enum Kind {
        SITE,
        QUEUE,
        SKILL,
        AGENT,
        APP_KEY
    }
}
