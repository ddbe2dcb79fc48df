package dev.switchboard.server.routing;

import java.util.Collection;
import java.util.HashMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Things by their ids: gone through in the order of ids, which is the same on all nodes, and looked up at once. */
final class Directory<K extends Comparable<? super K>, V> {
    private final TreeMap<K, V> inOrder = new TreeMap<>();
    /** A tree of 10,000 takes 13 steps to a place, most of them into memory that is not at hand. */
    private final HashMap<K, V> byId = new HashMap<>();

    @Nullable
    V get(K id) {
        return byId.get(id);
    }

    boolean containsKey(K id) {
        return byId.containsKey(id);
    }

    void put(K id, V value) {
        inOrder.put(id, value);
        byId.put(id, value);
    }

    void remove(K id) {
        inOrder.remove(id);
        byId.remove(id);
    }

    int size() {
        return byId.size();
    }

    /** In the order of ids. */
    Collection<V> values() {
        return inOrder.values();
    }

    /** Those behind an id, in order. */
    Collection<V> after(K id) {
        return inOrder.tailMap(id, false).values();
    }
}
