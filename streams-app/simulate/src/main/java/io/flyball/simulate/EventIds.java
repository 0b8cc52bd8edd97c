package io.flyball.simulate;

/** The ids of one caller's calls. Within a run all ids are distinct: they are a bijection of (caller, number). */
final class EventIds {
    private final long run;
    private final long caller;
    private int calls;

    /** @param caller from 0, below 2<sup>31</sup>, another for each caller of the run */
    EventIds(long seed, int caller) {
        this.run = Chance.mix(seed);
        this.caller = (long) caller << 32;
    }

    String next() {
        return Chance.hex(Chance.mix((caller | calls++) ^ run));
    }
}
