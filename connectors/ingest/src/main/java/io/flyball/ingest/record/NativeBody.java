package io.flyball.ingest.record;
import java.util.List;
public final class NativeBody { public List<Mapped> map(byte[] b, long n){return List.of();}}
