package io.flyball.app.config;

import io.flyball.alerting.cases.QuietHours;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the text of a setting is read.
 *
 * @param description what may be written, reads on after "expected"
 * @param example a text that is taken
 * @param parser empty where the text is not of this type
 */
record ConfigType<T>(String description, String example, Function<String, Optional<T>> parser) {
    private static final Pattern KAFKA_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,200}");
    private static final Pattern HOST_PORT = Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB)?");
    private static final int MAX_PORT = 65_535;

    /** The value of the text, empty where it is not of this type. */
    Optional<T> parse(String text) {
        return parser.apply(text);
    }

    /** Any text. */
    static ConfigType<String> text(String description, String example) {
        return new ConfigType<>(description, example, Optional::of);
    }

    /** What Kafka takes in names of topics and groups. */
    static ConfigType<String> kafkaName(String example) {
        return new ConfigType<>(
                "letters, digits, dot, underscore and hyphen, at most 200", example, text -> Optional.of(text)
                        .filter(name -> KAFKA_NAME.matcher(name).matches()));
    }

    /** {@code host:port}, several separated by commas; blanks around them are dropped. */
    static ConfigType<String> hostPorts() {
        return new ConfigType<>("host:port, separated by commas", "broker-1:9092,broker-2:9092", text -> {
            String compact = text.replaceAll("\\s*,\\s*", ",").strip();
            boolean good = Arrays.stream(compact.split(",", -1)).allMatch(ConfigType::isHostPort);
            return good ? Optional.of(compact) : Optional.empty();
        });
    }

    private static boolean isHostPort(String text) {
        Matcher m = HOST_PORT.matcher(text);
        return m.matches() && Integer.parseInt(m.group(1)) >= 1 && Integer.parseInt(m.group(1)) <= MAX_PORT;
    }

    /** An absolute URL of HTTP. */
    static ConfigType<String> httpUrl(String example) {
        return new ConfigType<>("a URL with http or https", example, text -> {
            try {
                URI uri = new URI(text);
                boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                return http && uri.getHost() != null ? Optional.of(text) : Optional.empty();
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        });
    }

    /** A whole number inside the bounds. */
    static ConfigType<Integer> whole(int least, int most, String example) {
        return new ConfigType<>("a whole number from " + least + " to " + most, example, text -> {
            long value = text.matches("\\d{1,10}") ? Long.parseLong(text) : -1;
            return value >= least && value <= most ? Optional.of((int) value) : Optional.empty();
        });
    }

    /** A number with a unit of time. */
    static ConfigType<Duration> duration(Duration least, Duration most, String example) {
        String range = write(least) + " to " + write(most);
        return new ConfigType<>("a number with ms, s, m, h or d, from " + range, example, text -> {
            Matcher m = DURATION.matcher(text);
            return !m.matches()
                    ? Optional.empty()
                    : Optional.of(Duration.ofMillis(Long.parseLong(m.group(1)) * unitMs(m.group(2))))
                            .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0);
        });
    }

    private static long unitMs(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

    private static String write(Duration duration) {
        long ms = duration.toMillis();
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            if (ms % unitMs(unit) == 0) {
                return ms / unitMs(unit) + unit;
            }
        }
        return ms + "ms";
    }

    /** {@code true} or {@code false}. */
    static ConfigType<Boolean> flag() {
        return new ConfigType<>("true or false", "true", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** A number of bytes, with B, KiB, MiB or GiB. */
    static ConfigType<Long> bytes(long leastMiB, String example) {
        String description = "a number of bytes, or one with KiB, MiB or GiB, " + leastMiB + "MiB or more";
        return new ConfigType<>(description, example, text -> {
            Matcher m = BYTES.matcher(text);
            if (!m.matches()) {
                return Optional.empty();
            }
            String unit = m.group(2) == null ? "B" : m.group(2);
            int shift =
                    switch (unit) {
                        case "KiB" -> 10;
                        case "MiB" -> 20;
                        case "GiB" -> 30;
                        default -> 0;
                    };
            long number = Long.parseLong(m.group(1));
            boolean good = number <= Long.MAX_VALUE >> shift && number << shift >= leastMiB << 20;
            return good ? Optional.of(number << shift) : Optional.empty();
        });
    }

    /** A path; relative ones begin where the process was started. */
    static ConfigType<Path> path(String description, String example) {
        return new ConfigType<>(description, example, text -> {
            try {
                return Optional.of(Path.of(text));
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        });
    }

    /** Names separated by commas, one at least. */
    static ConfigType<List<String>> names(String example) {
        return new ConfigType<>("names separated by commas", example, text -> {
            List<String> names =
                    Arrays.stream(text.split(",", -1)).map(String::strip).toList();
            return names.stream().anyMatch(String::isEmpty) ? Optional.empty() : Optional.of(names);
        });
    }

    /** A name with something for it, several separated by commas. */
    static ConfigType<Map<String, String>> pairs(String example) {
        return new ConfigType<>("name=value, separated by commas", example, text -> {
            Map<String, String> pairs = new LinkedHashMap<>();
            for (String pair : text.split(",", -1)) {
                String[] ends = pair.split("=", 2);
                if (ends.length != 2 || ends[0].isBlank() || ends[1].isBlank()) {
                    return Optional.empty();
                }
                pairs.put(ends[0].strip(), ends[1].strip());
            }
            return Optional.of(pairs);
        });
    }

    /** Two times of the day, from and to. */
    static ConfigType<String> hours(String example) {
        return new ConfigType<>("two times of the day", example, text -> QuietHours.parse(text, ZoneOffset.UTC)
                .map(hours -> text));
    }

    /** A time of the day. */
    static ConfigType<LocalTime> timeOfDay(String example) {
        return new ConfigType<>("a time of the day", example, text -> reading(() -> LocalTime.parse(text)));
    }

    /** A time zone. */
    static ConfigType<ZoneId> zone(String example) {
        return new ConfigType<>("a time zone of the IANA database", example, text -> reading(() -> ZoneId.of(text)));
    }

    private static <T> Optional<T> reading(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@code all}, or roles separated by commas. */
    static ConfigType<Set<Role>> roles() {
        String names = Arrays.stream(Role.values()).map(Role::wireName).collect(Collectors.joining(", "));
        return new ConfigType<>("all, or some of " + names + ", separated by commas", "streams,alerting", text -> {
            if (text.equals("all")) {
                return Optional.of(EnumSet.allOf(Role.class));
            }
            EnumSet<Role> roles = EnumSet.noneOf(Role.class);
            for (String name : text.split("\\s*,\\s*", -1)) {
                Optional<Role> role = Arrays.stream(Role.values())
                        .filter(r -> r.wireName().equals(name.strip().toLowerCase(Locale.ROOT)))
                        .findFirst();
                if (role.isEmpty()) {
                    return Optional.empty();
                }
                roles.add(role.get());
            }
            return Optional.of(roles);
        });
    }
}
