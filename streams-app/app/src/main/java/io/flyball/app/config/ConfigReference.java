package io.flyball.app.config;

/** The reference page of all settings, as Markdown. */
final class ConfigReference {
    /** What a person runs when the page is stale. */
    static final String RENEW = "mvn -q -B -ntp -Dquick -pl streams-app/app -am test -Dtest=ConfigReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dflyball.renew=true";

    private static final String HEAD = """
            # Configuration

            Generated from `ConfigKeys`; a test fails when this page is stale. Renew it with

                %s

            `flyball run --config FILE` reads YAML, JSON or Java properties. What comes later wins: defaults, the file, the
            environment, system properties (`-Dflyball.http-port=9090`), flags. A value that is empty counts as absent.
            An unknown name and a value that is not of its type are refused, with what to write instead.

                flyball:
                  bootstrap-servers: broker-1:9092,broker-2:9092
                  registry-url: http://registry:8081
                  roles: [streams, alerting]
                  kafka:
                    security.protocol: SASL_SSL

            | setting | environment variable | takes | default | meaning |
            |---|---|---|---|---|
            """;

    private static final String TAIL = """

            ## Kafka clients

            `flyball.kafka.NAME` (`FLYBALL_KAFKA_NAME`, dots as underscores) hands the property `NAME` to every Kafka client, for
            example `flyball.kafka.security.protocol`. What the application decides itself, such as `group.id` or
            `processing.guarantee`, is refused there.

            ## Secrets

            Values marked *secret*, and Kafka properties whose names look like it, are never logged and never shown. Give them by
            environment or by file, not as flags, which other users of the machine can read.
            """;

    private ConfigReference() {}

    static String page() {
        StringBuilder page = new StringBuilder(HEAD.formatted(RENEW));
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            String byDefault = key.defaultText() == null ? "" : "`" + key.defaultText() + "`";
            page.append("| `")
                    .append(key.name())
                    .append("` | `")
                    .append(key.environmentName())
                    .append("` | ");
            page.append(key.type().description())
                    .append(", such as `")
                    .append(key.type().example());
            page.append("` | ").append(byDefault).append(" | ").append(key.meaning());
            page.append(key.secret() ? " *Secret.* |\n" : " |\n");
        }
        return page.append(TAIL).toString();
    }
}
