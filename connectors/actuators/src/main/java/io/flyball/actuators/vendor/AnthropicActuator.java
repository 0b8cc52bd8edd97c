package io.flyball.actuators.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.actuators.port.LimitActuator;
import io.flyball.actuators.port.LimitKind;
import io.flyball.actuators.port.Limits;
import io.flyball.actuators.port.Reading;
import io.flyball.actuators.port.Target;
import io.flyball.actuators.port.Written;
import io.flyball.actuators.vendor.VendorHttp.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The spend limit of a member of a Claude Enterprise organization, or of a developer behind a Claude apps gateway, which
 * serves the same API. It is a hard cap: whoever reaches it is cut off. What a person inherits is given back by removing
 * the override.
 */
public final class AnthropicActuator implements LimitActuator {
    /** In records and settings. */
    public static final String NAME = "anthropic";

    private static final String SPEND_LIMITS = "/v1/organizations/spend_limits";
    private static final int MOST_DIGITS = 15;

    private final VendorHttp http;
    private final String period;
    private final Map<String, String> ids;

    /**
     * @param baseUrl of Anthropic or of the gateway, with no slash at its end
     * @param adminKey may read and write spend limits
     * @param period {@code monthly}; a gateway has {@code daily} and {@code weekly} too
     * @param ids what Anthropic calls a user, by scope, where that is not the scope's own id
     * @param clock epoch ms
     */
    public AnthropicActuator(
            String baseUrl,
            String adminKey,
            String period,
            Map<String, String> ids,
            Duration timeout,
            LongSupplier clock) {
        Map<String, String> headers = Map.of("x-api-key", adminKey, "anthropic-version", "2023-06-01");
        this.http = new VendorHttp("Anthropic", baseUrl, headers, timeout, clock);
        this.period = period;
        this.ids = Map.copyOf(ids);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Target> targets(String scope) {
        if (!scope.startsWith("user:")) {
            return List.of();
        }
        String id = ids.getOrDefault(scope, scope.substring("user:".length()));
        return List.of(new Target(NAME, scope, id + "/" + period));
    }

    @Override
    public Set<LimitKind> kinds(Target target) {
        return Set.of(LimitKind.SPEND_CENTS);
    }

    @Override
    public Reading read(Target target) throws InterruptedException {
        String query = "?user_ids%5B%5D=" + VendorHttp.encoded(user(target)) + "&period%5B%5D=" + period(target);
        Answer answer = http.get(SPEND_LIMITS + "/effective" + query);
        if (answer instanceof Answer.Refused refused) {
            return new Reading.Refused(refused.why());
        }
        if (answer instanceof Answer.Later later) {
            return new Reading.Later(later.why(), later.afterMs());
        }
        for (JsonNode row : ((Answer.Ok) answer).body().path("data")) {
            if (row.path("scope").path("user_id").asText().equals(user(target))
                    && row.path("period").asText().equals(period(target))) {
                return found(row);
            }
        }
        return new Reading.Refused(
                "Anthropic knows no member \"" + user(target) + "\" with a period that is " + period(target) + ".");
    }

    private static Reading found(JsonNode row) {
        JsonNode amount = row.path("amount");
        Long cents = amount.isTextual() ? wholeCents(amount.textValue(), RoundingMode.UNNECESSARY) : null;
        if (!amount.isNull() && cents == null
                || !row.path("currency").asText("USD").equals("USD")) {
            return new Reading.Refused("Anthropic says the limit is " + amount + " " + row.path("currency")
                    + ", which is no amount of cents.");
        }
        boolean inherited = !row.path("source").path("type").asText().equals("user");
        Limits limits = new Limits(cents == null ? Map.of() : Map.of(LimitKind.SPEND_CENTS, cents), inherited);
        Long spent = wholeCents(row.path("period_to_date_spend").asText(""), RoundingMode.CEILING);
        // It reads 0 also where it is not known for the moment: no cap may rest on that.
        return new Reading.Found(
                limits,
                spent == null || spent <= 0 ? null : spent,
                inherited ? "" : row.path("spend_limit_id").asText(""));
    }

    private static @Nullable Long wholeCents(String text, RoundingMode rounding) {
        if (!text.matches("[0-9]{1," + MOST_DIGITS + "}(\\.[0-9]{1,12})?")) {
            return null;
        }
        try {
            return new BigDecimal(text).setScale(0, rounding).longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    @Override
    public Written set(Target target, Reading.Found current, Limits wanted) throws InterruptedException {
        if (wanted.inherited()) {
            return remove(current);
        }
        Long cents = wanted.get(LimitKind.SPEND_CENTS);
        ObjectNode body = VendorHttp.JSON.createObjectNode();
        body.putObject("scope").put("type", "user").put("user_id", user(target));
        body.put("amount", cents == null ? null : Long.toString(cents));
        body.put("period", period(target));
        return LiteLlmActuator.written(http.post(SPEND_LIMITS, body));
    }

    private Written remove(Reading.Found current) throws InterruptedException {
        return current.handle().isEmpty()
                ? new Written.Refused("Anthropic names no spend limit that could be removed.")
                : LiteLlmActuator.written(http.delete(SPEND_LIMITS + "/" + VendorHttp.encoded(current.handle())));
    }

    private static String user(Target target) {
        return target.id().substring(0, target.id().lastIndexOf('/'));
    }

    private static String period(Target target) {
        return target.id().substring(target.id().lastIndexOf('/') + 1);
    }

    @Override
    public void close() {
        // its requests end by their time-outs
    }
}
