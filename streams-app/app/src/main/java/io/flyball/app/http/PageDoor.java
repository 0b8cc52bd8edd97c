package io.flyball.app.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.file.HttpFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** {@code /}: the page and its assets, all from the class path; a browser needs nothing from anywhere else. */
public final class PageDoor {
    private static final List<String> ASSETS = List.of(
            "app.js",
            "charts.js",
            "connection.js",
            "format.js",
            "panels.js",
            "store.js",
            "waste.js",
            "style.css",
            "favicon.svg");
    private static final String CHART_JS = "org.webjars.npm/chart.js";

    /** Only what this server serves may run or load, and no other page may frame this one. */
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Adds the page at {@code /} and its files below {@code /assets/}. */
    public void bind(ServerBuilder server) {
        bindFile(server, "/", "page/index.html");
        for (String asset : ASSETS) {
            bindFile(server, "/assets/" + asset, "page/" + asset);
        }
        bindFile(server, "/assets/chart.js", chartJsResource());
    }

    private static void bindFile(ServerBuilder server, String path, String resource) {
        HttpFile file = HttpFile.builder(PageDoor.class.getClassLoader(), resource)
                .cacheControl("no-cache")
                .setHeader(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .setHeader(HttpHeaderNames.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)
                .build();
        server.service(path, file.asService());
    }

    /** The WebJar's path holds its version, which the WebJar itself names: the build decides it, not this class. */
    private static String chartJsResource() {
        try (InputStream in =
                PageDoor.class.getClassLoader().getResourceAsStream("META-INF/maven/" + CHART_JS + "/pom.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, "The WebJar " + CHART_JS + " is not on the class path"));
            return "META-INF/resources/webjars/chart.js/" + properties.getProperty("version")
                    + "/dist/chart.umd.min.js";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
