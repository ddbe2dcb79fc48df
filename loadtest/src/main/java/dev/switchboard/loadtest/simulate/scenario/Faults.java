package dev.switchboard.loadtest.simulate.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** What is wrong with a file, by line. */
final class Faults {
    private final String file;
    private final List<Fault> found = new ArrayList<>();

    private record Fault(int line, String text) {}

    Faults(String file) {
        this.file = file;
    }

    boolean none() {
        return found.isEmpty();
    }

    int count() {
        return found.size();
    }

    List<String> texts() {
        return found.stream()
                .sorted(Comparator.comparingInt(Fault::line))
                .map(Fault::text)
                .toList();
    }

    void add(Node at, String path, String what) {
        int line = at.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        found.add(new Fault(line, file + ":" + line + ": " + (path.isEmpty() ? "" : path + ": ") + what));
    }

    void add(String what) {
        found.add(new Fault(0, file + ": " + what));
    }
}
