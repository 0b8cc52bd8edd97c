package io.flyball.bench;

import io.flyball.bench.contend.Contender;
import io.flyball.bench.contend.Measured;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All rounds of all contenders. A run is the median of its rounds; a ratio is the median of the ratios within rounds. */
final class BenchResult {
    private static final Contender[][] RATIOS = {
        {Contender.FLYBALL, Contender.LIMIT},
        {Contender.FLYBALL_100MS, Contender.LIMIT},
        {Contender.FLYBALL, Contender.EOS},
        {Contender.FLYBALL, Contender.DSL},
        {Contender.FLYBALL_100MS, Contender.DSL},
        {Contender.EOS, Contender.LIMIT}
    };

    private final Map<Contender, List<Measured>> rounds = new EnumMap<>(Contender.class);

    void add(Contender contender, Measured measured) {
        rounds.computeIfAbsent(contender, c -> new ArrayList<>()).add(measured);
    }

    List<Contender> contenders() {
        return List.copyOf(rounds.keySet());
    }

    int roundsOf(Contender contender) {
        return rounds.getOrDefault(contender, List.of()).size();
    }

    /** The median over the contender's rounds of something measured. */
    double median(Contender contender, ToDoubleFunction<Measured> value) {
        return medianOf(rounds.getOrDefault(contender, List.of()).stream()
                .mapToDouble(value)
                .toArray());
    }

    /** Events a second of one contender over that of another, by the names of both. */
    Map<String, Double> ratios() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (Contender[] pair : RATIOS) {
            List<Measured> over = rounds.getOrDefault(pair[0], List.of());
            List<Measured> under = rounds.getOrDefault(pair[1], List.of());
            int n = Math.min(over.size(), under.size());
            if (n > 0) {
                double[] each = new double[n];
                for (int i = 0; i < n; i++) {
                    each[i] = over.get(i).eventsPerSecond() / under.get(i).eventsPerSecond();
                }
                ratios.put(pair[0].wireName() + "/" + pair[1].wireName(), medianOf(each));
            }
        }
        return ratios;
    }

    static double medianOf(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
