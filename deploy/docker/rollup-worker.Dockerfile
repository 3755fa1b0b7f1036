# Rollcall's rollup-worker on the JVM, of its archive; the context is the directory that ./rollcall package puts it into:
#
#   docker build -f deploy/docker/rollup-worker.Dockerfile -t rollcall/rollup-worker:0.1.0-SNAPSHOT rollup-worker/target
#
# It needs no right, and of its file system only /tmp: docker run --read-only --tmpfs /tmp:exec --cap-drop ALL ...
FROM eclipse-temurin:21-jre-noble

# Unpacked as it is copied. The link is what everything else names, whatever the version.
ADD rollcall-rollup-worker-*.tar.gz /opt/rollcall/
RUN ln -s rollcall-rollup-worker-* /opt/rollcall/rollup-worker

# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
ENV QUARKUS_HTTP_HOST=0.0.0.0
EXPOSE 8081
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 CMD ["/opt/rollcall/rollup-worker/bin/ready"]
ENTRYPOINT ["/opt/rollcall/rollup-worker/bin/rollup-worker"]
