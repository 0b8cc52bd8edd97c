package io.flyball.runtime.state;

import io.flyball.core.detect.peer.TeamMembers;

/** What members of a team spent. Version 1: user, day and cost of each day of each member, to the end. */
public final class TeamMembersCodec implements StateCodec<TeamMembers> {
    private static final int VERSION = 1;

    private final ByteWriter out = new ByteWriter();

    @Override
    public byte[] encode(TeamMembers members) {
        out.writeByte(VERSION);
        members.forEach((user, day, costNanoUsd) -> {
            out.writeText(user);
            out.writeLong(day);
            out.writeLong(costNanoUsd);
        });
        return out.take();
    }

    @Override
    public TeamMembers decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.readVersion("team members", VERSION);
        TeamMembers members = new TeamMembers();
        while (!in.atEnd()) {
            members.add(in.readText(), in.readLong(), in.readLong());
        }
        return members;
    }
}
