package io.flyball.helm;

import java.util.List;

/**
 * What Helm rendered.
 *
 * @param text as Helm printed it
 * @param objects the documents in it
 */
record Manifests(String text, List<Node> objects) {

    List<Node> ofKind(String kind) {
        return objects.stream()
                .filter(object -> object.at("kind").text().equals(kind))
                .toList();
    }

    Node theOne(String kind, String name) {
        return ofKind(kind).stream()
                .filter(object -> object.at("metadata", "name").text().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in\n" + text));
    }

    Node pod() {
        return theOne("StatefulSet", "governor-flyball").at("spec", "template", "spec");
    }

    Node container() {
        return pod().at("containers", "0");
    }
}
