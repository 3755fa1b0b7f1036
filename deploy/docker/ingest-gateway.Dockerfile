# Rollcall's ingest-gateway on the JVM, of its archive; the context is the directory that ./rollcall package puts it into:
#
#   docker build -f deploy/docker/ingest-gateway.Dockerfile -t rollcall/ingest-gateway:0.1.0-SNAPSHOT ingest-gateway/target
#
# It needs no right, and of its file system only /tmp: docker run --read-only --tmpfs /tmp:exec --cap-drop ALL ...
FROM eclipse-temurin:21-jre-noble

# Unpacked as it is copied. The link is what everything else names, whatever the version.
ADD rollcall-ingest-gateway-*.tar.gz /opt/rollcall/
RUN ln -s rollcall-ingest-gateway-* /opt/rollcall/ingest-gateway

# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
ENV QUARKUS_HTTP_HOST=0.0.0.0
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 CMD ["/opt/rollcall/ingest-gateway/bin/ready"]
ENTRYPOINT ["/opt/rollcall/ingest-gateway/bin/ingest-gateway"]
