package io.flyball.ingest.record;
import io.flyball.core.model.UsageEvent;
public final class Pseudonyms { public Pseudonyms(String key){} public UsageEvent apply(UsageEvent e){return e;}}
