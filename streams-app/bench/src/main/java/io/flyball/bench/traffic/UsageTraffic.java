package io.flyball.bench.traffic;

import io.flyball.core.model.UsageEvent;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Usage events of a shape, equal for equal seeds. Each has an id of its own. Not thread-safe. */
public final class UsageTraffic {
    /** The model that costs most. */
    public static final String DEAREST_MODEL = "claude-opus-4-6";

    /** The models called, each with a price in {@link BenchControls}. */
    static final String[] MODELS = {DEAREST_MODEL, "claude-sonnet-4-5", "claude-haiku-4-5"};

    /** The model that gateways are asked about. */
    public static final String CALLED_MODEL = MODELS[0];

    private static final int SESSIONS_PER_USER = 4;

    private final TrafficShape shape;
    private final long startMs;
    private final long events;
    private final SplittableRandom random;
    private final double[] cumulativeWeights;
    private long made;

    /**
     * @param startMs time of the first event, epoch ms
     * @param events how many are spread over the span of the shape
     */
    public UsageTraffic(TrafficShape shape, long seed, long startMs, long events) {
        this.shape = shape;
        this.startMs = startMs;
        this.events = events;
        this.random = new SplittableRandom(seed);
        this.cumulativeWeights = cumulativeWeights(shape);
    }

    private static double[] cumulativeWeights(TrafficShape shape) {
        double[] weights = new double[shape.users()];
        double sum = 0;
        for (int rank = 1; rank <= weights.length; rank++) {
            sum += 1 / Math.pow(rank, shape.skew());
            weights[rank - 1] = sum;
        }
        return weights;
    }

    /** Whether events are left. */
    public boolean hasNext() {
        return made < events;
    }

    /** The next event; its time is not before that of the one before. */
    public UsageEvent next() {
        long n = made++;
        int user = user();
        String agent = "agent-" + random.nextInt(shape.agents());
        String session = "session-" + user + "-" + random.nextInt(SESSIONS_PER_USER);
        String model = MODELS[random.nextInt(MODELS.length)];
        return UsageEvent.builder()
                .eventId("msg_" + Long.toHexString(random.nextLong()) + Long.toHexString(n))
                .timeMs(startMs + (long) (shape.span().toMillis() * ((double) n / events)))
                .model(model)
                .user("user-" + user + "@example.com")
                .source("bench")
                .provider("anthropic")
                .team("team-" + user % shape.teams())
                .agent(agent)
                .session(session)
                .inputTokens(random.nextInt(4_000))
                .cacheReadTokens(random.nextInt(120_000))
                .cacheWrite5mTokens(random.nextInt(8_000))
                .outputTokens(random.nextInt(2_000))
                .latencyMs(random.nextInt(20_000))
                .build();
    }

    private int user() {
        double at = random.nextDouble() * cumulativeWeights[cumulativeWeights.length - 1];
        int i = Arrays.binarySearch(cumulativeWeights, at);
        return Math.min(i < 0 ? -i - 1 : i, cumulativeWeights.length - 1);
    }
}
