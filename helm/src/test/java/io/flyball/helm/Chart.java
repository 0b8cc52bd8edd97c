package io.flyball.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The chart as it lies in the source tree, and what Helm makes of it. */
final class Chart {
    static final Path DIRECTORY = Path.of("flyball");

    private Chart() {}

    static String read(String file) {
        try {
            return Files.readString(DIRECTORY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LintResult lint() {
        return new Helm(DIRECTORY).lint().strict().call();
    }

    /** Renders with the chart's own values. */
    static Manifests render() {
        return parse(template().call());
    }

    /** Renders with values on top of the chart's own. */
    static Manifests render(Path values) {
        return parse(template().withValuesFile(values).call());
    }

    private static TemplateCommand template() {
        return new Helm(DIRECTORY)
                .template()
                .withName("governor")
                .withNamespace("finops")
                .withKubeVersion("1.31.0");
    }

    static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static Manifests parse(String rendered) {
        List<Node> objects = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(rendered)) {
            if (document instanceof Map) {
                objects.add(new Node(document));
            }
        }
        return new Manifests(rendered, objects);
    }
}
