package dev.switchboard.server.redis;

import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.Set;
import redis.clients.jedis.exceptions.JedisDataException;

/** What a failure says about the call: was anything stored? */
final class Failures {
    /** Error replies after which nothing of the command was done and which may pass. */
    private static final Set<String> PASSING = Set.of(
            "NOSCRIPT",
            "LOADING",
            "READONLY",
            "MASTERDOWN",
            "CLUSTERDOWN",
            "TRYAGAIN",
            "MOVED",
            "ASK",
            "NOREPLICAS",
            "MISCONF",
            "OOM",
            "BUSY",
            "NOAUTH",
            "WRONGPASS",
            "NOPERM");

    private Failures() {}

    /** @param sent the command may have left this process */
    static StorageException of(Operation operation, RuntimeException failure, boolean sent) {
        if (failure instanceof StorageException known) {
            return known;
        }
        String text = operation.meterName() + ": " + failure.getMessage();
        if (failure instanceof JedisDataException && failure.getMessage() != null) {
            // With scripts Redis may put its own "ERR" before the code of the command that failed.
            String message = failure.getMessage().startsWith("ERR ")
                    ? failure.getMessage().substring(4)
                    : failure.getMessage();
            String code = message.split("[ :]", 2)[0];
            return new StorageException(PASSING.contains(code) ? Reason.UNAVAILABLE : Reason.CORRUPT, text, failure);
        }
        Reason reason = sent && operation.changes() ? Reason.OUTCOME_UNKNOWN : Reason.UNAVAILABLE;
        return new StorageException(reason, text, failure);
    }

    static StorageException unavailable(Operation operation, String why) {
        return new StorageException(Reason.UNAVAILABLE, operation.meterName() + ": " + why);
    }
}
