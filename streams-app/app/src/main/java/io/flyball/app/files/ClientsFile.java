package io.flyball.app.files;

import io.flyball.ingest.http.ClientTokens;
import io.flyball.ingest.intake.Client;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may send usage, in YAML (or JSON). Tokens stand in it as SHA-256 in hexadecimal, never themselves:
 *
 * <pre>{@code
 * clients:
 *   - name: platform-litellm
 *     token_sha256: [2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b]
 *     sources: [litellm]
 *     requests_per_second: 50
 *   - name: build-agents
 *     certificate: agents.example.test
 *     user: svc-build
 * }</pre>
 */
public final class ClientsFile {
    private static final Set<String> KEYS =
            Set.of("name", "token_sha256", "certificate", "sources", "user", "requests_per_second");
    private static final int HASH_CHARS = 64;

    private final Problems problems;
    private final Set<String> names = new HashSet<>();
    private final List<ClientTokens.Token> tokens = new ArrayList<>();
    private final Map<String, Client> byCertificate = new HashMap<>();

    private ClientsFile(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads the file.
     *
     * @throws io.flyball.app.Refusal where it cannot be read or anything in it is wrong
     */
    public static ClientTokens read(Path file) {
        Problems problems = new Problems(file);
        ClientsFile reading = new ClientsFile(problems);
        Fields root = Fields.of(problems, "", Document.read(file), Set.of("clients"));
        root.requires("clients", "[{name: litellm, token_sha256: [...]}]");
        int i = 0;
        for (Node client : root.items("clients", false)) {
            reading.add(Fields.of(problems, "clients[" + i++ + "].", client, KEYS));
        }
        problems.refuseIfAny();
        return ClientTokens.of(reading.tokens, reading.byCertificate);
    }

    private void add(Fields fields) {
        fields.requires("name", "platform-litellm");
        String name = orEmpty(fields.text("name"));
        if (!name.isEmpty() && !names.add(name)) {
            fields.refuse("name", "which is given twice: write each client once, with all its tokens.");
        }
        Long rate = fields.whole("requests_per_second", 1, 1_000_000);
        Client client = new Client(
                name, new TreeSet<>(fields.texts("sources")), orEmpty(fields.text("user")), rate == null ? 0 : rate);
        for (String hash : fields.texts("token_sha256")) {
            if (hash.length() == HASH_CHARS && hash.matches("[0-9a-fA-F]+")) {
                tokens.add(new ClientTokens.Token(HexFormat.of().parseHex(hash), client));
            } else {
                fields.refuse(
                        "token_sha256",
                        "which is no SHA-256 in hexadecimal: write what `printf %s TOKEN | sha256sum` prints.");
            }
        }
        String certificate = fields.text("certificate");
        if (certificate != null) {
            byCertificate.put(certificate, client);
        } else if (fields.node("token_sha256") == null) {
            fields.refuse("token_sha256", "and certificate too: write one of the two, else nobody can be this client.");
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
