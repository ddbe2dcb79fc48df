package dev.switchboard.server.redis;

import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.storage.StorageException.Reason;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            "NOPERM",
            "EXECABORT");

    private static final Pattern IN_SCRIPT = Pattern.compile("^ERR Error running script.*: -([A-Z]+) ");

    private Failures() {}

    /** @param sent the command may have left this process */
    static StorageException of(Operation operation, RuntimeException failure, boolean sent) {
        if (failure instanceof StorageException known) {
            return known;
        }
        String text = operation.meterName() + ": " + failure.getMessage();
        if (failure instanceof JedisDataException && failure.getMessage() != null) {
            Reason why = PASSING.contains(code(failure.getMessage())) ? Reason.UNAVAILABLE : Reason.CORRUPT;
            return new StorageException(why, text, failure);
        }
        Reason reason = sent && operation.changes() ? Reason.OUTCOME_UNKNOWN : Reason.UNAVAILABLE;
        return new StorageException(reason, text, failure);
    }

    /** With scripts Redis may put its own "ERR" before the code, and until 6.2 a sentence that ends in "-CODE …". */
    private static String code(String message) {
        Matcher inScript = IN_SCRIPT.matcher(message);
        if (inScript.find()) {
            return inScript.group(1);
        }
        return (message.startsWith("ERR ") ? message.substring(4) : message).split("[ :]", 2)[0];
    }

    static StorageException unavailable(Operation operation, String why) {
        return new StorageException(Reason.UNAVAILABLE, operation.meterName() + ": " + why);
    }

    /** Stored, but a failover may lose it. */
    static StorageException notCopied(Operation operation) {
        return new StorageException(
                Reason.OUTCOME_UNKNOWN, operation.meterName() + ": stored, but not by the replicas that must have it");
    }
}
