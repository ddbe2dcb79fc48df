package dev.switchboard.loadtest.simulate.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A mapping of the file. Keys are taken one by one; what is left then is unknown. */
final class Section {
    private static final Pattern NUMBER = Pattern.compile("[0-9.]+");

    private final Node node;
    private final String path;
    private final Faults faults;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final List<String> known = new ArrayList<>();

    private Section(Node node, String path, Faults faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    /** The mapping of a node; a fault, and an empty one, where it is none. */
    static Section of(Node node, String path, Faults faults, String form) {
        Section section = new Section(node, path, faults);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(section::put);
        } else {
            faults.add(node, path, "must hold keys and values; write " + form);
        }
        return section;
    }

    private void put(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            faults.add(tuple.getKeyNode(), path, "has a key that is no text; remove it");
            return;
        }
        String name = key.getValue();
        Value value = new Value(tuple.getValueNode(), path.isEmpty() ? name : path + "." + name, faults);
        if (values.putIfAbsent(name, value) != null) {
            faults.add(key, value.path(), "is given twice; remove one of the two");
        }
    }

    /** The value of a key that may be there. */
    Optional<Value> take(String key) {
        known.add(key);
        return Optional.ofNullable(values.remove(key));
    }

    /** The value of a key that must be there; the fault has been told where it is not. */
    Optional<Value> need(String key, String form) {
        Optional<Value> value = take(key);
        if (value.isEmpty() && node instanceof MappingNode) {
            fault("lacks '" + key + "'; write " + form);
        }
        return value;
    }

    /** All that has not been taken. */
    Map<String, Value> rest() {
        Map<String, Value> rest = new LinkedHashMap<>(values);
        values.clear();
        return rest;
    }

    void fault(String what) {
        faults.add(node, path, what);
    }

    /** To be called when everything known has been taken. */
    void finish() {
        values.forEach((key, value) -> value.fault("is not known here; there are " + String.join(", ", known)
                + (NUMBER.matcher(key).matches()
                        ? "; within braces quote a text with a comma, 'lognormal:3m,0.8'"
                        : "")));
    }
}
