package io.flyball.app.cli;

import picocli.CommandLine.IVersionProvider;

/** The version, from the manifest of the jar. */
final class FlyballVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = FlyballVersion.class.getPackage().getImplementationVersion();
        return new String[] {"flyball " + (version == null ? "in development" : version)};
    }
}
