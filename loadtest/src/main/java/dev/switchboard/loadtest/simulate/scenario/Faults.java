package dev.switchboard.loadtest.simulate.scenario;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** What is wrong with a file, in the order of finding. */
final class Faults {
    private final String file;
    private final List<String> found = new ArrayList<>();

    Faults(String file) {
        this.file = file;
    }

    List<String> found() {
        return found;
    }

    void add(Node at, String path, String what) {
        String line = at.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
        found.add(file + line + ": " + (path.isEmpty() ? "" : path + ": ") + what);
    }

    void add(String what) {
        found.add(file + ": " + what);
    }
}
