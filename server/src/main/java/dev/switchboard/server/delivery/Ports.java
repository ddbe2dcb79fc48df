package dev.switchboard.server.delivery;

import dev.switchboard.server.inbox.Inbox;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.publisher.Unpublished;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.session.OpeningTimes;
import dev.switchboard.server.session.ProfileDirectory;
import dev.switchboard.server.session.QueueDirectory;
import dev.switchboard.server.transcript.TranscriptStore;

/** What delivery stands on. All are called on the loop and complete their stages on it. */
public record Ports(
        Loop loop,
        ControlPath control,
        Unpublished unpublished,
        TranscriptStore transcripts,
        Inbox inbox,
        ProfileDirectory profiles,
        QueueDirectory queues,
        OpeningTimes openings) {}
