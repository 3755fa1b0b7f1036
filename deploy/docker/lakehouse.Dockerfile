# Rollcall's lakehouse on the JVM, of its archive; the context is the directory that ./rollcall package puts it into:
#
#   docker build -f deploy/docker/lakehouse.Dockerfile -t rollcall/lakehouse:0.1.0-SNAPSHOT lakehouse/target
#
# It needs no right, and of its file system only /tmp and the lake: docker run --read-only --tmpfs /tmp:exec --cap-drop ALL ...
FROM eclipse-temurin:21-jre-noble

# Unpacked as it is copied. The link is what everything else names, whatever the version.
ADD rollcall-lakehouse-*.tar.gz /opt/rollcall/
RUN ln -s rollcall-lakehouse-* /opt/rollcall/lakehouse && install -d -o 10001 -g 10001 /var/lib/rollcall

# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
ENV QUARKUS_HTTP_HOST=0.0.0.0
EXPOSE 8083
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 CMD ["/opt/rollcall/lakehouse/bin/ready"]
ENTRYPOINT ["/opt/rollcall/lakehouse/bin/lakehouse"]
