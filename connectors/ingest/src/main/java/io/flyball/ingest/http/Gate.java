package io.flyball.ingest.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.flyball.ingest.intake.Client;
import io.flyball.ingest.intake.ClientRates;
import io.flyball.ingest.record.Attributes;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Who comes in, and how often. */
final class Gate {
    static final String WHO =
            "This door asks for a token: send \"Authorization: Bearer TOKEN\" with one that the clients file knows.";

    /** Its client will have given up soon and sent the same again: to read it then is work that delays the others. */
    private static final long TOO_LONG_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final String USER_HEADER = "x-flyball-user";

    private final Supplier<ClientTokens> tokens;
    private final ClientRates rates = new ClientRates();
    private final LongSupplier nanoTime;

    Gate(Supplier<ClientTokens> tokens, LongSupplier nanoTime) {
        this.tokens = tokens;
        this.nanoTime = nanoTime;
    }

    /** The client, or null where it is not known. */
    @Nullable
    Client who(ServiceRequestContext ctx, RequestHeaders headers) {
        return tokens.get().of(headers.get(HttpHeaderNames.AUTHORIZATION), certificateName(ctx));
    }

    /** Whether it may call once more now. */
    boolean mayCall(Client client) {
        return rates.tryCall(client, nanoTime.getAsLong());
    }

    /**
     * What the headers say of a call: those made for it, never cookies or credentials. Where they name no user it is the
     * client's own, for calls that name nobody themselves.
     */
    static Attributes attributes(RequestHeaders headers, Client client) {
        return name -> {
            String value = name.startsWith("x-") ? headers.get(name) : null;
            if (value != null && !value.isBlank()) {
                return value;
            }
            return name.equals(USER_HEADER) && !client.user().isEmpty() ? client.user() : null;
        };
    }

    /** Whether a request that came whole at that instant has waited too long to be read; by {@link System#nanoTime}. */
    static boolean waitedTooLong(long cameNanos) {
        return System.nanoTime() - cameNanos > TOO_LONG_NANOS;
    }

    static String tooOften(Client client) {
        return "\"" + client.name() + "\" may send " + client.requestsPerSecond()
                + " requests a second: send fewer and larger ones.";
    }

    static String tooMuchUnderWay() {
        return "Too much is waiting for Kafka: send the same again in a second.";
    }

    private static @Nullable String certificateName(ServiceRequestContext ctx) {
        SSLSession session = ctx.sslSession();
        if (session == null) {
            return null;
        }
        try {
            return CommonName.of(session.getPeerPrincipal().getName());
        } catch (SSLPeerUnverifiedException noCertificate) {
            return null;
        }
    }
}
