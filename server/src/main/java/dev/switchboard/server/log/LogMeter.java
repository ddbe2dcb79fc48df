package dev.switchboard.server.log;

import dev.switchboard.server.storage.StorageException;

/** What the log's state machines tell those who measure. Called on the loop; must not throw. */
public interface LogMeter {
    LogMeter NONE = new LogMeter() {};

    /** A batch was stored. */
    default void onAppended(int entries, long nanos) {}

    /** A batch was not stored, or nobody knows. */
    default void onAppendFailed(StorageException.Reason reason) {}

    default void onReadFailed() {}

    /** An entry was applied: nanoseconds that decoding, core and listeners took. */
    default void onApplied(long nanos) {}

    /** A command's way from submission until its sender was told. */
    default void onCommandDone(long nanos) {}

    /** The state was discarded because the log no longer went on from it. */
    default void onChainBroken() {}
}
