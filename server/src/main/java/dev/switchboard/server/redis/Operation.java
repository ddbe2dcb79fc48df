package dev.switchboard.server.redis;

/** Everything that is asked of Redis, under the name that meters show. */
enum Operation {
    LOG_APPEND("log.append", Effect.KEEP),
    LOG_READ("log.read", Effect.READ),
    LOG_TIP("log.tip", Effect.READ),
    LOG_TRIM("log.trim", Effect.CHANGE),
    LOG_SKIPPED("log.skipped", Effect.READ),
    LOG_INCARNATION("log.incarnation", Effect.KEEP),
    SNAPSHOT_WRITE("snapshot.write", Effect.CHANGE),
    SNAPSHOT_READ("snapshot.read", Effect.READ),
    TRANSCRIPT_APPEND("transcript.append", Effect.KEEP),
    TRANSCRIPT_LINE("transcript.line", Effect.KEEP),
    TRANSCRIPT_LISTEN("transcript.listen", Effect.KEEP),
    TRANSCRIPT_READ("transcript.read", Effect.READ),
    TRANSCRIPT_EXPIRE("transcript.expire", Effect.CHANGE),
    INBOX_PUSH("inbox.push", Effect.CHANGE),
    INBOX_READ("inbox.read", Effect.READ),
    INBOX_DELETE("inbox.delete", Effect.CHANGE),
    OUTBOX_PUBLISH("outbox.publish", Effect.KEEP),
    OUTBOX_READ("outbox.read", Effect.READ),
    PROJECTION_PUT("projection.put", Effect.CHANGE),
    RECORD_READ("record.read", Effect.READ),
    LAST_AGENT_PUT("last-agent.put", Effect.CHANGE),
    LAST_AGENT_READ("last-agent.read", Effect.READ),
    ACCOUNT_WRITE("account.write", Effect.KEEP),
    ACCOUNT_READ("account.read", Effect.READ),
    OFFLINE_WRITE("offline.write", Effect.KEEP),
    OFFLINE_READ("offline.read", Effect.READ);

    private final String meterName;
    private final Effect effect;

    Operation(String meterName, Effect effect) {
        this.meterName = meterName;
        this.effect = effect;
    }

    String meterName() {
        return meterName;
    }

    /** When it breaks off after it was sent, something may have been stored. */
    boolean changes() {
        return effect != Effect.READ;
    }

    /** Somebody acts on the answer and must not be deceived by a failover: the replicas are waited for, where there are any. */
    boolean keeps() {
        return effect == Effect.KEEP;
    }

    private enum Effect {
        READ,
        /** What is lost is noticed and made anew. */
        CHANGE,
        KEEP
    }
}
