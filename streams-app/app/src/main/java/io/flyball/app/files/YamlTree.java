package io.flyball.app.files;

import io.flyball.app.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** YAML as nodes, composed but never constructed: a scalar stays the text it was written as, {@code 0.10} included. */
final class YamlTree {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final Path file;
    private final Set<org.snakeyaml.engine.v2.nodes.Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlTree(Path file) {
        this.file = file;
    }

    static Node parse(Path file, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        try {
            Optional<org.snakeyaml.engine.v2.nodes.Node> root = new Compose(settings).composeString(text);
            return root.isPresent() ? new YamlTree(file).node(root.get()) : new Node.Nothing(1);
        } catch (MarkedYamlEngineException e) {
            throw new Refusal(file + " line " + line(e.getProblemMark()) + ": not YAML (" + e.getProblem()
                    + "): mend the syntax there.");
        } catch (YamlEngineException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new Refusal(file + ": not YAML (" + first + "): mend the syntax.");
        } catch (StackOverflowError e) {
            // The composer recurses, and a few kilobytes of opening brackets are enough.
            throw new Refusal(file + ": nested too deeply to be meant: write it with fewer brackets.");
        }
    }

    private Node node(org.snakeyaml.engine.v2.nodes.Node composed) {
        int line = line(composed.getStartMark());
        if (!seen.add(composed)) {
            throw new Refusal(file + " line " + line + ": an alias repeats what begins here: write it out instead.");
        }
        if (composed instanceof ScalarNode scalar) {
            boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
            return plain && NULLS.contains(scalar.getValue())
                    ? new Node.Nothing(line)
                    : new Node.Scalar(line, scalar.getValue(), true);
        }
        if (composed instanceof SequenceNode sequence) {
            List<Node> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(node(item)));
            return new Node.Listing(line, List.copyOf(items));
        }
        return mapping(line, (MappingNode) composed);
    }

    private Node mapping(int line, MappingNode mapping) {
        List<Node.Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int keyLine = line(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new Refusal(
                        file + " line " + keyLine + ": a key is a list or a mapping: write a plain word instead.");
            }
            entries.add(new Node.Entry(keyLine, key.getValue(), node(tuple.getValueNode())));
        }
        return new Node.Mapping(line, List.copyOf(entries));
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(1);
    }
}
