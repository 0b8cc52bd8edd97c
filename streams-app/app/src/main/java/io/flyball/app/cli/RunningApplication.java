package io.flyball.app.cli;

import io.flyball.app.Refusal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a running application over HTTP. */
final class RunningApplication {
    static final String DEFAULT = "http://localhost:8080";
    static final int OK = 200;
    static final int NOT_FOUND = 404;

    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(6);

    private RunningApplication() {}

    /**
     * Its answer, whatever its status; refuses an address that is none, and one where nobody answers.
     *
     * @param at its address, as a person wrote it
     * @param path without a leading slash, percent-encoded
     */
    static HttpResponse<byte[]> get(String at, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri(at, path)).timeout(ANSWER_WITHIN).build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new Refusal(
                    "No application answers at " + at + ": start one with \"flyball run\", or name it with --at.");
        }
    }

    /** What it answered, in a line, where that is no success. */
    static String answered(String at, HttpResponse<byte[]> answer) {
        return "flyball: " + at + " answered " + answer.statusCode() + ": "
                + new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static URI uri(String at, String path) {
        try {
            URI uri = new URI(at.endsWith("/") ? at + path : at + "/" + path);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below, with the others that are none
        }
        throw new Refusal("--at " + at + " is no URL of HTTP: write for example " + DEFAULT + ".");
    }
}
