package io.flyball.ingest.record;
import java.util.List;
public final class GreatestOfEach { public static List<Mapped> merge(List<Mapped> m){return m;}}
