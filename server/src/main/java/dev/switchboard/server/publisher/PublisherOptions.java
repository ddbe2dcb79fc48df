package dev.switchboard.server.publisher;

/**
 * @param snapshotEntries entries after which a snapshot is taken; the log's bound must be more than three times this
 * @param snapshotMs time after which one is taken
 */
public record PublisherOptions(long snapshotEntries, long snapshotMs) {
    public static final PublisherOptions DEFAULTS = new PublisherOptions(50_000, 300_000);
}
