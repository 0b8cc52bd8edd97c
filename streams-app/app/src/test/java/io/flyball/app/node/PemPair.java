package io.flyball.app.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate that signs itself and its key, both in PEM, made by the JDK's keytool. */
record PemPair(Path certificate, Path key) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    static PemPair selfSigned(Path folder, String commonName)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(commonName + ".p12");
        makeWithKeytool(store, commonName);
        KeyStore pairs = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            pairs.load(in, PASSWORD);
        }
        return new PemPair(
                write(
                        folder,
                        commonName + ".crt",
                        "CERTIFICATE",
                        pairs.getCertificate("pair").getEncoded()),
                write(
                        folder,
                        commonName + ".key",
                        "PRIVATE KEY",
                        pairs.getKey("pair", PASSWORD).getEncoded()));
    }

    private static void makeWithKeytool(Path store, String commonName) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", "pair", "-keyalg", "EC"));
        command.addAll(List.of("-dname", "CN=" + commonName, "-ext", "san=dns:" + commonName, "-ext", "bc=ca:true"));
        command.addAll(List.of("-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString()));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        Process making = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(making.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (making.waitFor() != 0) {
            throw new IOException(output);
        }
    }

    private static Path write(Path folder, String name, String type, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }
}
