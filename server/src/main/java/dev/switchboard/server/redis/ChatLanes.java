package dev.switchboard.server.redis;

import dev.switchboard.server.routing.model.ChatId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The lanes of the transcripts: calls about one chat always go through the same one, and so keep their order. */
final class ChatLanes implements AutoCloseable {
    /** 2^64 divided by the golden ratio: neighbouring numbers, multiplied by it, spread evenly over all upper bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final List<Lane> lanes;

    /** @param maker of a lane with the given name */
    ChatLanes(int count, Function<String, Lane> maker) {
        lanes = IntStream.rangeClosed(1, count)
                .mapToObj(number -> maker.apply("sb-redis-chat-" + number))
                .toList();
    }

    Lane of(ChatId chat) {
        return lanes.get(index(chat, lanes.size()));
    }

    static int index(ChatId chat, int count) {
        return (int) (((chat.value() * SPREAD) >>> 33) % count);
    }

    /** For calls about many chats, which change nothing. */
    Lane any() {
        return lanes.get(0);
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }
}
