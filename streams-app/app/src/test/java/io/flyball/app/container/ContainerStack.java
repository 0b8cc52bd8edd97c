package io.flyball.app.container;

import io.flyball.app.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.ToStringConsumer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A broker and a registry on a network of their own, and the application's image to run commands of beside them. */
final class ContainerStack implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration COMMAND_TIMEOUT = Duration.ofMinutes(3);
    private static final int REGISTRY_PORT = 8080;
    private static final int HTTP_PORT = 8080;
    private static final String BROKERS = "broker:19092";
    private static final String REGISTRY_PATH = "/apis/ccompat/v7";
    private static final String REGISTRY_URL = "http://registry:" + REGISTRY_PORT + REGISTRY_PATH;
    static final String APPLICATION_URL = "http://application:" + HTTP_PORT;

    private final Network network = Network.newNetwork();
    private final KafkaContainer broker;
    private final GenericContainer<?> registry;
    private @Nullable Future<String> applicationImage;
    private @Nullable GenericContainer<?> application;

    private ContainerStack(String brokerImage, String registryImage) {
        broker = new KafkaContainer(DockerImageName.parse(brokerImage).asCompatibleSubstituteFor("apache/kafka"))
                .withNetwork(network)
                .withListener(BROKERS)
                .withStartupTimeout(START_TIMEOUT);
        registry = new GenericContainer<>(DockerImageName.parse(registryImage))
                .withNetwork(network)
                .withNetworkAliases("registry")
                .withExposedPorts(REGISTRY_PORT)
                .waitingFor(Wait.forHttp(REGISTRY_PATH + "/subjects").withStartupTimeout(START_TIMEOUT));
    }

    /** Skips the calling test where there is no engine or no image. */
    static ContainerStack start() {
        ContainerImages.assumeEngine();
        String brokerImage = ContainerImages.assumed("FLYBALL_TEST_KAFKA_IMAGE", "apache/kafka:4.3.1");
        String registryImage =
                ContainerImages.assumed("FLYBALL_TEST_REGISTRY_IMAGE", "apicurio/apicurio-registry:3.0.9");
        ContainerStack stack = new ContainerStack(brokerImage, registryImage);
        try {
            Startables.deepStart(stack.broker, stack.registry).join();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Where this JVM, outside of the network, reaches the broker. */
    String bootstrapServers() {
        return broker.getBootstrapServers();
    }

    /** Where this JVM, outside of the network, reaches the registry's Confluent API. */
    String registryUrl() {
        return "http://" + registry.getHost() + ":" + registry.getMappedPort(REGISTRY_PORT) + REGISTRY_PATH;
    }

    static String brokersInside() {
        return BROKERS;
    }

    static String registryInside() {
        return REGISTRY_URL;
    }

    /** Starts the application for good and returns once it says it is ready. */
    void startApplication() {
        application = applicationContainer("run", "--role", "streams")
                .withNetworkAliases("application")
                .withExposedPorts(HTTP_PORT)
                .waitingFor(Wait.forHttp("/readyz").forPort(HTTP_PORT).withStartupTimeout(START_TIMEOUT));
        startOrExplain(application, "run --role streams");
    }

    /** Runs one command of the application to its end, with files at the given places; returns what it printed. */
    String run(Map<String, Path> filesInside, String... command) {
        try (GenericContainer<?> once = onceContainer(filesInside, command)) {
            startOrExplain(once, String.join(" ", command));
            return once.getLogs();
        }
    }

    /** As {@link #run}, and copies a file that the command wrote to a place out here. */
    void runAndFetch(String fileInside, Path fileHere, String... command) {
        try (GenericContainer<?> once = onceContainer(Map.of(), command)) {
            startOrExplain(once, String.join(" ", command));
            once.copyFileFromContainer(fileInside, fileHere.toString());
        }
    }

    @Override
    public void close() {
        Stream.of(application, registry, broker).filter(Objects::nonNull).forEach(GenericContainer::stop);
        network.close();
    }

    private GenericContainer<?> onceContainer(Map<String, Path> filesInside, String... command) {
        GenericContainer<?> once = applicationContainer(command)
                .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(COMMAND_TIMEOUT));
        filesInside.forEach((place, file) -> once.withCopyFileToContainer(MountableFile.forHostPath(file), place));
        return once;
    }

    @SuppressWarnings("resource") // who asks for it closes it
    private GenericContainer<?> applicationContainer(String... command) {
        return new GenericContainer<>(applicationImage())
                .withNetwork(network)
                .withEnv("FLYBALL_BOOTSTRAP_SERVERS", BROKERS)
                .withEnv("FLYBALL_REGISTRY_URL", REGISTRY_URL)
                .withEnv("FLYBALL_APPLICATION_ID", "container-smoke")
                .withEnv("FLYBALL_STATE_DIR", "/var/lib/flyball")
                .withEnv("FLYBALL_HTTP_PORT", Integer.toString(HTTP_PORT))
                .withEnv("FLYBALL_REPLICATION_FACTOR", "1")
                .withCommand(command);
    }

    /** FLYBALL_TEST_IMAGE, else what the Dockerfile makes of the distribution of this very build: never a stale one. */
    private Future<String> applicationImage() {
        if (applicationImage == null) {
            String prebuilt = System.getenv("FLYBALL_TEST_IMAGE");
            applicationImage = prebuilt == null || prebuilt.isBlank()
                    ? buildImage()
                    : CompletableFuture.completedFuture(ContainerImages.assumed("FLYBALL_TEST_IMAGE", prebuilt));
        }
        return applicationImage;
    }

    private static Future<String> buildImage() {
        Path root = SharedData.projectRoot();
        String libraries = "streams-app/app/target/distribution/lib";
        if (!Files.isDirectory(root.resolve(libraries))) {
            throw new IllegalStateException(
                    libraries + " is not there: run this test by 'mvn verify', which makes it.");
        }
        return new ImageFromDockerfile()
                .withFileFromPath("Dockerfile", root.resolve("Dockerfile"))
                .withFileFromPath(libraries, root.resolve(libraries))
                .withBuildArg("BASE", ContainerImages.assumed("FLYBALL_TEST_BASE_IMAGE", "eclipse-temurin:17-jre"));
    }

    private static void startOrExplain(GenericContainer<?> container, String command) {
        // Testcontainers removes a container that failed, and its log with it.
        ToStringConsumer output = new ToStringConsumer();
        container.withLogConsumer(output);
        try {
            container.start();
        } catch (ContainerLaunchException e) {
            throw new AssertionError(
                    "'" + command + "' failed in its container, which said:\n" + output.toUtf8String(), e);
        }
    }
}
