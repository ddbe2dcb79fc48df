package dev.switchboard.server.redis;

/** Everything that is asked of Redis, under the name that meters show. */
enum Operation {
    LOG_APPEND("log.append", true),
    LOG_READ("log.read", false),
    LOG_TIP("log.tip", false),
    LOG_TRIM("log.trim", true),
    LOG_SKIPPED("log.skipped", false),
    LOG_INCARNATION("log.incarnation", true),
    SNAPSHOT_WRITE("snapshot.write", true),
    SNAPSHOT_READ("snapshot.read", false),
    TRANSCRIPT_APPEND("transcript.append", true),
    TRANSCRIPT_LINE("transcript.line", true),
    TRANSCRIPT_LISTEN("transcript.listen", true),
    TRANSCRIPT_READ("transcript.read", false),
    TRANSCRIPT_EXPIRE("transcript.expire", true),
    INBOX_PUSH("inbox.push", true),
    INBOX_READ("inbox.read", false),
    INBOX_DELETE("inbox.delete", true),
    OUTBOX_PUBLISH("outbox.publish", true),
    OUTBOX_READ("outbox.read", false),
    PROJECTION_PUT("projection.put", true),
    RECORD_READ("record.read", false),
    ACCOUNT_WRITE("account.write", true),
    ACCOUNT_READ("account.read", false);

    private final String meterName;
    private final boolean changes;

    Operation(String meterName, boolean changes) {
        this.meterName = meterName;
        this.changes = changes;
    }

    String meterName() {
        return meterName;
    }

    /** When it breaks off after it was sent, something may have been stored. */
    boolean changes() {
        return changes;
    }
}
