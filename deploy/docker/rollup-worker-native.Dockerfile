# Rollcall's rollup-worker as a native executable, built with Mandrel's image; the context is the repository, and the builder needs
# some 6 GB of memory:
#
#   docker build -f deploy/docker/rollup-worker-native.Dockerfile -t rollcall/rollup-worker:0.1.0-SNAPSHOT-native .
#
# deploy/native/README.md says what was measured, and what is not shown. Nobody has built this file yet: there was no engine for it.
FROM quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-21 AS build
USER quarkus
WORKDIR /code
COPY --chown=quarkus:quarkus . .
RUN ./mvnw -B -ntp -Pnative -DskipTests -pl rollup-worker -am package

FROM quay.io/quarkus/ubi9-quarkus-micro-image:2.0
COPY --from=build --chmod=0755 /code/rollup-worker/target/rollup-worker-*-runner /opt/rollcall/rollup-worker/rollup-worker

USER 10001:10001
ENV QUARKUS_HTTP_HOST=0.0.0.0 QUARKUS_HTTP_PORT=8081
EXPOSE 8081
# Without -Xmx it would take up to 80 % of the memory before it collects. It is asked for its readiness from outside: this image
# has no shell that could.
ENTRYPOINT ["/opt/rollcall/rollup-worker/rollup-worker"]
CMD ["-Xmx256m"]
