package io.flyball.ingest.http;

import io.flyball.ingest.intake.Client;
import io.flyball.ingest.record.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may send usage: by bearer token, known here by its SHA-256 alone, or by the common name of a client certificate.
 * How long a look-up takes does not depend on how much of a token is right. Immutable.
 */
public final class ClientTokens {
    /** Anybody may send usage of any source: for a machine that nobody else reaches. */
    public static final ClientTokens OPEN = new ClientTokens(List.of(), Map.of(), true);

    private static final String BEARER = "bearer ";

    private final List<Token> tokens;
    private final Map<String, Client> byCertificate;
    private final boolean open;

    /**
     * One token.
     *
     * @param sha256 of the token's UTF-8 bytes, 32 bytes
     */
    public record Token(byte[] sha256, Client client) {}

    private ClientTokens(List<Token> tokens, Map<String, Client> byCertificate, boolean open) {
        this.tokens = List.copyOf(tokens);
        this.byCertificate = Map.copyOf(byCertificate);
        this.open = open;
    }

    /** These and nobody else. One client may have several tokens, so that they can be rotated. */
    public static ClientTokens of(List<Token> tokens, Map<String, Client> byCertificate) {
        return new ClientTokens(tokens, byCertificate, false);
    }

    /**
     * Who that is, or null where nobody is known by it.
     *
     * @param authorization the header as it was sent
     * @param certificateName common name of a client certificate that was verified
     */
    public @Nullable Client of(@Nullable String authorization, @Nullable String certificateName) {
        if (open) {
            return Client.ANYBODY;
        }
        Client found = certificateName == null ? null : byCertificate.get(certificateName);
        byte[] presented = sha256(authorization);
        for (Token token : tokens) { // all of them, always
            found = MessageDigest.isEqual(token.sha256(), presented) ? token.client() : found;
        }
        return found;
    }

    private static byte[] sha256(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return new byte[0];
        }
        return sha256Of(authorization.substring(BEARER.length()).strip());
    }

    /** The hash by which a token is known. */
    public static byte[] sha256Of(String token) {
        return Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8));
    }
}
