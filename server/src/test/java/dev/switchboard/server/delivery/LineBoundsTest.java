package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.publisher.Unpublished;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.Membership;
import dev.switchboard.server.storage.StoreFaults;
import dev.switchboard.server.transcript.InMemoryTranscriptStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is kept of system lines: up to the bounds what was published, and whatever was not. */
class LineBoundsTest {
    private static final int LINES_MAX = 4;
    private static final int CLOSED_MAX = 3;

    private final SimWorld world = new SimWorld(1);
    private final SimLoop loop = world.newLoop("node");
    private final List<DeliveryRecorder.Dropped> dropped = new ArrayList<>();
    private long publishedUpTo;
    private final Lines lines = new Lines(
            new Ports(
                    loop,
                    null,
                    new Unpublished() {
                        @Override
                        public long floor() {
                            return publishedUpTo;
                        }

                        @Override
                        public void forEach(Consumer<Event> told) {}
                    },
                    new InMemoryTranscriptStore(world::utcMs, 100, 100).forNode(loop, new StoreFaults(1)),
                    null,
                    null,
                    null,
                    null),
            null,
            settings(),
            new DeliveryRecorder() {
                @Override
                public void dropped(Dropped what) {
                    dropped.add(what);
                }
            });

    private static DeliverySettings settings() {
        DeliverySettings usual = DeliverySettings.DEFAULTS;
        return new DeliverySettings(
                usual.channelsMax(),
                usual.recentMax(),
                usual.earlyMax(),
                usual.postsMax(),
                LINES_MAX,
                CLOSED_MAX,
                usual.lingerMs(),
                usual.retryMs(),
                usual.pageMax(),
                usual.replyMaxBytes(),
                usual.placeIntervalMs(),
                usual.transcriptKeptMs());
    }

    private Lines.OfChat remember(long chat, long position, boolean open) {
        long version = Membership.versionAt(position, 0);
        return lines.remember(new SystemLine(
                new ChatId(chat),
                new Membership(version, 0, new CustomerId(1), null, open),
                open ? SystemLine.Key.JOINED : SystemLine.Key.CLOSED,
                null,
                0,
                ""));
    }

    @Test
    void shouldForgetTheOldestPublishedLinesOfAChat() {
        publishedUpTo = 100;
        Lines.OfChat chat = remember(1, 1, true);
        for (int position = 2; position <= 10; position++) {
            remember(1, position, true);
        }
        assertThat(chat.last.keySet())
                .containsExactly(
                        Membership.versionAt(7, 0),
                        Membership.versionAt(8, 0),
                        Membership.versionAt(9, 0),
                        Membership.versionAt(10, 0));
        assertThat(dropped).hasSize(6).containsOnly(DeliveryRecorder.Dropped.LINES);
    }

    /** A line that nobody has written yet may be needed, however many there are; what was not published is bounded itself. */
    @Test
    void shouldKeepUnpublishedLinesBeyondTheBound() {
        publishedUpTo = 2;
        Lines.OfChat chat = remember(1, 1, true);
        for (int position = 2; position <= 10; position++) {
            remember(1, position, true);
        }
        assertThat(chat.last).hasSize(8).doesNotContainKey(Membership.versionAt(2, 0));
        publishedUpTo = 10;
        remember(1, 11, true);
        assertThat(chat.last).hasSize(LINES_MAX);
    }

    @Test
    void shouldForgetClosedChatsBeyondTheBoundOncePublished() {
        publishedUpTo = 0;
        for (int i = 1; i <= 10; i++) {
            remember(i, i, false);
        }
        assertThat(lines.size()).isEqualTo(10);
        publishedUpTo = 10;
        remember(11, 11, false);
        assertThat(lines.size()).isEqualTo(CLOSED_MAX);
    }
}
