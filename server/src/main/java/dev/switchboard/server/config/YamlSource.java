package dev.switchboard.server.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the file as a tree of nodes rather than of objects: so each setting keeps its line, and settings that are given
 * twice are reported beside all other faults instead of ending the reading. Nothing in the file can name a class.
 */
final class YamlSource {

    private static final int FILE_BYTES_MAX = 1 << 20;

    /** Deeper than any setting; also ends the walk through a node that contains itself. */
    private static final int DEPTH_MAX = 5;

    private final Path file;
    private final List<Fault> faults;
    private final Map<String, Raw> found = new LinkedHashMap<>();

    private YamlSource(Path file, List<Fault> faults) {
        this.file = file;
        this.faults = faults;
    }

    /** The settings of the file by name; what is wrong with its form is added to the faults. */
    static Map<String, Raw> read(Path file, List<Fault> faults) {
        YamlSource source = new YamlSource(file, faults);
        source.text().flatMap(source::compose).ifPresent(root -> source.walk("", root, 0));
        return source.found;
    }

    private Optional<String> text() {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                return unreadable("is larger than 1 MiB", "Give the configuration file");
            }
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return unreadable("does not exist", "Check the path of the configuration file");
        } catch (CharacterCodingException e) {
            return unreadable("is not UTF-8 text", "Save it as UTF-8");
        } catch (IOException e) {
            return unreadable(
                    Files.isDirectory(file) ? "is a directory" : "cannot be read (" + e.getMessage() + ")",
                    "Give a file that this user may read");
        }
    }

    private <T> Optional<T> unreadable(String what, String remedy) {
        faults.add(new Fault(file.toString(), "", what, remedy));
        return Optional.empty();
    }

    private Optional<Node> compose(String text) {
        try {
            return new Compose(LoadSettings.builder().setLabel(file.toString()).build()).composeString(text);
        } catch (MarkedYamlEngineException e) {
            String line =
                    e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            faults.add(
                    new Fault(file + line, "", "is not YAML: " + e.getProblem(), "Mend the line, or the one before"));
        } catch (YamlEngineException e) {
            faults.add(new Fault(file.toString(), "", "is not YAML", "Mend the form of the file"));
        }
        return Optional.empty();
    }

    private void walk(String name, Node node, int depth) {
        if (depth > DEPTH_MAX) {
            faults.add(new Fault(where(node), name, "is nested too deeply", "Remove the inner levels"));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    walk(
                            name.isEmpty() ? key.getValue() : name + "." + key.getValue(),
                            tuple.getValueNode(),
                            depth + 1);
                } else {
                    faults.add(new Fault(where(tuple.getKeyNode()), name, "has a key that is no text", "Remove it"));
                }
            }
        } else if (isNull(node) && isGroup(name)) {
            return; // a group whose settings are all commented out
        } else if (name.isEmpty()) {
            faults.add(new Fault(where(node), "", "holds no settings", "Write lines like `http: {port: 8080}`"));
        } else {
            value(name, node);
        }
    }

    private void value(String name, Node node) {
        List<String> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (!(item instanceof ScalarNode scalar) || isNull(item)) {
                    faults.add(new Fault(where(item), name, "has an item that is no text", "Give plain items"));
                    return;
                }
                items.add(scalar.getValue());
            }
        } else if (node instanceof ScalarNode scalar && !isNull(node)) {
            items.add(scalar.getValue());
        } else {
            faults.add(new Fault(where(node), name, "has no value", "Give one, or remove the line"));
            return;
        }
        Raw before = found.putIfAbsent(name, new Raw(name, items, node instanceof SequenceNode, where(node)));
        if (before != null) {
            faults.add(new Fault(where(node), name, "is given before, at " + before.where(), "Remove one of the two"));
        }
    }

    private static boolean isGroup(String name) {
        return name.isEmpty() || Keys.all().stream().anyMatch(key -> key.name().startsWith(name + "."));
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private String where(Node node) {
        return file
                + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    }
}
