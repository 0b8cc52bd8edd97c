package io.flyball.connect;

/** The version of the plugins, from the manifest of their jar. */
final class ConnectVersion {
    static final String VERSION = read();

    private ConnectVersion() {}

    private static String read() {
        String version = ConnectVersion.class.getPackage().getImplementationVersion();
        return version == null ? "in development" : version;
    }
}
