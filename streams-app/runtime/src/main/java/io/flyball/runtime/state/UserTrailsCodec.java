package io.flyball.runtime.state;

import io.flyball.core.detect.loop.UserTrails;
import java.util.List;

/** The trails of a user's sessions. Version 1: what sessions began with, how many there are, then each with its numbers. */
public final class UserTrailsCodec implements StateCodec<UserTrails> {
    private static final int VERSION = 1;

    private final ByteWriter out = new ByteWriter();

    @Override
    public byte[] encode(UserTrails trails) {
        out.writeByte(VERSION);
        trails.pass(this::write);
        List<String> sessions = trails.sessions();
        out.writeUnsigned(sessions.size());
        for (String session : sessions) {
            out.writeText(session);
            trails.passTrail(session, this::write);
        }
        return out.take();
    }

    private long write(long number) {
        out.writeLong(number);
        return number;
    }

    @Override
    public UserTrails decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.readVersion("user trails", VERSION);
        UserTrails trails = new UserTrails();
        trails.pass(unused -> in.readLong());
        long sessions = in.readUnsigned();
        for (long i = 0; i < sessions; i++) {
            trails.passTrail(in.readText(), unused -> in.readLong());
        }
        return trails;
    }
}
