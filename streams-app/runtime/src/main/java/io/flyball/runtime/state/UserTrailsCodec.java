package io.flyball.runtime.state;

import io.flyball.core.detect.trail.ModelCosts;
import io.flyball.core.detect.trail.UserTrails;
import java.util.List;

/**
 * The trails of a user's sessions. Version 1: what is remembered of all of them, how many there are, then each with its
 * numbers, and at the end what each model cost. Most numbers are zero: a zero is followed by how many more zeros come after it.
 */
public final class UserTrailsCodec implements StateCodec<UserTrails> {
    private static final int VERSION = 1;

    private final ByteWriter out = new ByteWriter();
    private long zeros;

    @Override
    public byte[] encode(UserTrails trails) {
        out.writeByte(VERSION);
        trails.pass(this::write);
        writeZeros();
        List<String> sessions = trails.sessions();
        out.writeUnsigned(sessions.size());
        for (String session : sessions) {
            out.writeText(session);
            trails.passTrail(session, this::write);
            writeZeros();
        }
        writeModels(trails.models());
        return out.take();
    }

    /** At the end, and not at all where nothing was charged. */
    private void writeModels(ModelCosts costs) {
        List<String> models = costs.models();
        if (models.isEmpty()) {
            return;
        }
        costs.pass(this::write);
        writeZeros();
        out.writeUnsigned(models.size());
        for (String model : models) {
            out.writeText(model);
            costs.passModel(model, this::write);
            writeZeros();
        }
    }

    private void readModels(ModelCosts costs, ByteReader in) {
        if (in.atEnd()) {
            return;
        }
        costs.pass(unused -> read(in));
        long models = in.readUnsigned();
        for (long i = 0; i < models; i++) {
            costs.passModel(in.readText(), unused -> read(in));
        }
    }

    private long write(long number) {
        if (number == 0) {
            zeros++;
        } else {
            writeZeros();
            out.writeLong(number);
        }
        return number;
    }

    private void writeZeros() {
        if (zeros > 0) {
            out.writeLong(0);
            out.writeUnsigned(zeros - 1);
            zeros = 0;
        }
    }

    @Override
    public UserTrails decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.readVersion("user trails", VERSION);
        UserTrails trails = new UserTrails();
        zeros = 0;
        trails.pass(unused -> read(in));
        long sessions = in.readUnsigned();
        for (long i = 0; i < sessions; i++) {
            trails.passTrail(in.readText(), unused -> read(in));
        }
        readModels(trails.models(), in);
        return trails;
    }

    private long read(ByteReader in) {
        if (zeros > 0) {
            zeros--;
            return 0;
        }
        long number = in.readLong();
        if (number == 0) {
            zeros = in.readUnsigned();
        }
        return number;
    }
}
