package io.flyball.gateway;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a call concerns. Every part may be absent (empty); what is absent is not slowed. Immutable.
 *
 * <p>{@code task} is the unit that is never cut: what a person would call one job. Where it is absent the session is the
 * task; where both are, the call cannot be told from one of a running task, and is taken for one.
 */
public final class Call {
    /** Ids longer than that are refused by the doors: no source reports such. */
    public static final int MAX_ID_CHARS = 16_384;

    private static final int USUAL_SCOPES = 4;

    private final String session;
    private final String model;
    private final long estimatedTokens;
    private final boolean endReported;
    private final List<String> scopes;
    private final @Nullable String taskKey;
    private final @Nullable String paceKey;

    private Call(Builder fields) {
        this.session = fields.session;
        this.model = fields.model;
        this.estimatedTokens = fields.estimatedTokens;
        this.endReported = fields.endReported;
        this.scopes = scopesOf(fields);
        String payer = fields.user.isEmpty() ? fields.key : fields.user;
        String unit = fields.task.isEmpty() ? fields.session : fields.task;
        this.taskKey = unit.isEmpty() ? null : Ids.joined(payer, unit);
        this.paceKey = paceKeyOf(payer, unit, taskKey, fields);
    }

    private static List<String> scopesOf(Builder fields) {
        List<String> scopes = new ArrayList<>(USUAL_SCOPES);
        add(scopes, "user:", fields.user);
        add(scopes, "team:", fields.team);
        add(scopes, "org:", fields.org);
        add(scopes, "agent:", fields.agent);
        add(scopes, "session:", fields.session);
        add(scopes, "key:", fields.key);
        add(scopes, "model:", fields.model);
        add(scopes, "cost_center:", fields.costCenter);
        return Collections.unmodifiableList(scopes);
    }

    private static void add(List<String> scopes, String prefix, String id) {
        if (!id.isEmpty()) {
            scopes.add(prefix + id);
        }
    }

    /** Buckets are per session; a payer without one has one of its own, and nobody's calls have none together. */
    private static @Nullable String paceKeyOf(String payer, String taskUnit, @Nullable String taskKey, Builder fields) {
        String unit = fields.session.isEmpty() ? fields.task : fields.session;
        if (unit.isEmpty()) {
            unit = payer.isEmpty() ? fields.agent : "";
        }
        if (taskKey != null && unit.equals(taskUnit)) {
            return taskKey;
        }
        return payer.isEmpty() && unit.isEmpty() ? null : Ids.joined(payer, unit);
    }

    /** A call of nobody, to be filled. */
    public static Builder builder() {
        return new Builder();
    }

    /** The session it belongs to, or empty. */
    public String session() {
        return session;
    }

    /** The model it asks for, or empty. */
    public String model() {
        return model;
    }

    /** The scopes it concerns, {@code dimension:id}, user first. */
    public List<String> scopes() {
        return scopes;
    }

    /** Tokens it is expected to use, 0 where nobody knows. */
    public long estimatedTokens() {
        return estimatedTokens;
    }

    /** Whether its end will be reported: only then is it counted among calls at the same time. */
    public boolean isEndReported() {
        return endReported;
    }

    @Nullable
    String taskKey() {
        return taskKey;
    }

    @Nullable
    String paceKey() {
        return paceKey;
    }

    /** Fills a call; null stands for absent. Not for several threads. */
    public static final class Builder {
        private String user = "";
        private String team = "";
        private String org = "";
        private String agent = "";
        private String session = "";
        private String task = "";
        private String key = "";
        private String model = "";
        private String costCenter = "";
        private long estimatedTokens;
        private boolean endReported;

        private Builder() {}

        private static String orEmpty(@Nullable String id) {
            return id == null ? "" : id;
        }

        /** The person or service account that pays. */
        public Builder user(@Nullable String id) {
            user = orEmpty(id);
            return this;
        }

        /** The payer's team. */
        public Builder team(@Nullable String id) {
            team = orEmpty(id);
            return this;
        }

        /** The organisation. */
        public Builder org(@Nullable String id) {
            org = orEmpty(id);
            return this;
        }

        /** The agent that calls. */
        public Builder agent(@Nullable String id) {
            agent = orEmpty(id);
            return this;
        }

        /** The session it belongs to. */
        public Builder session(@Nullable String id) {
            session = orEmpty(id);
            return this;
        }

        /** The task it belongs to, where that is not the session. */
        public Builder task(@Nullable String id) {
            task = orEmpty(id);
            return this;
        }

        /** The API key, by its id or hash, never the key itself. */
        public Builder key(@Nullable String id) {
            key = orEmpty(id);
            return this;
        }

        /** The model it asks for. */
        public Builder model(@Nullable String name) {
            model = orEmpty(name);
            return this;
        }

        /** The cost centre. */
        public Builder costCenter(@Nullable String id) {
            costCenter = orEmpty(id);
            return this;
        }

        /** Tokens it is expected to use; negative ones count as none. */
        public Builder estimatedTokens(long tokens) {
            estimatedTokens = Math.max(0, tokens);
            return this;
        }

        /** Its end will be reported, so that it counts among calls at the same time. */
        public Builder endReported(boolean reported) {
            endReported = reported;
            return this;
        }

        /** The call. */
        public Call build() {
            return new Call(this);
        }
    }
}
