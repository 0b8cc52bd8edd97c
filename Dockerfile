# The application as an image: docker build -t flyball .     (after 'mvn package', which makes the distribution)
#
# BASE is any image with 'java' (17 or later) on its PATH and a shell. No other tool of it is used.
ARG BASE=eclipse-temurin:17-jre
FROM ${BASE}

# A number, not a name: Kubernetes can then prove runAsNonRoot, and no base needs a line in /etc/passwd for us.
# State lies in one folder, where the volume goes.
RUN mkdir -p /var/lib/flyball && chown 10001:10001 /var/lib/flyball && chmod 0750 /var/lib/flyball

# One copy and few instructions. Splitting third-party jars from ours would save a registry some space; on the vfs
# driver, which CI machines without overlay use, every further layer is a whole copy of the image.
COPY streams-app/app/target/distribution/lib /opt/flyball/lib

USER 10001:10001
WORKDIR /var/lib/flyball
ENV FLYBALL_STATE_DIR=/var/lib/flyball
EXPOSE 8080

# Half of the container's memory is heap: RocksDB's cache, its memtables, bloom filters and the network's buffers live
# outside of it. Out of memory ends the process, so that the orchestrator restarts it and the transaction is aborted,
# instead of one thread being lost. JDK_JAVA_OPTIONS adds flags; -Xmx there overrides the percentage.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseG1GC", \
    "--enable-native-access=ALL-UNNAMED", "-jar", "/opt/flyball/lib/flyball.jar"]
CMD ["run", "--role", "all"]

# No HEALTHCHECK: Kubernetes ignores it and asks /livez and /readyz itself; and the image has no client to ask with.
