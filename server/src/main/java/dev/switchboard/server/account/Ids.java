package dev.switchboard.server.account;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and ids of all objects of one kind, both ways. */
final class Ids {
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<String, String> byId = new HashMap<>();

    void add(int id, String name) {
        byName.put(name, id);
        byId.put(Integer.toString(id), name);
    }

    @Nullable
    Integer idOf(String name) {
        return byName.get(name);
    }

    /** @param id as stored; null when the object was deleted */
    @Nullable
    String nameOf(String id) {
        return byId.get(id);
    }
}
