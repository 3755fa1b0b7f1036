# Rollcall's query-api on the JVM, of its archive; the context is the directory that ./rollcall package puts it into:
#
#   docker build -f deploy/docker/query-api.Dockerfile -t rollcall/query-api:0.1.0-SNAPSHOT query-api/target
#
# It needs no right, and of its file system only /tmp and the lake: docker run --read-only --tmpfs /tmp:exec --cap-drop ALL ...
FROM eclipse-temurin:21-jre-noble

# Unpacked as it is copied. The link is what everything else names, whatever the version.
ADD rollcall-query-api-*.tar.gz /opt/rollcall/
RUN ln -s rollcall-query-api-* /opt/rollcall/query-api && install -d -o 10001 -g 10001 /var/lib/rollcall

# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
ENV QUARKUS_HTTP_HOST=0.0.0.0
EXPOSE 8082
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 CMD ["/opt/rollcall/query-api/bin/ready"]
ENTRYPOINT ["/opt/rollcall/query-api/bin/query-api"]
