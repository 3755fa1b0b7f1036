package io.rollcall.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections of HTTP/2 over TLS: many requests at once share one. */
@QuarkusTest
@TestProfile(ConnectionsTest.FewAndShort.class)
@WithTestResource(KafkaResource.class)
class Http2ConnectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();

    @TestHTTPResource(value = "/", tls = true)
    URI server = URI.create("https://127.0.0.1");

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void connectionEndsWhenItsLastAnswerIsLongAgoAndNotWhileOneIsUnderWay() {
        AtomicBoolean listenerIsGone = new AtomicBoolean();
        AtomicBoolean idleIsGone = new AtomicBoolean();

        HttpClient listening = client();
        HttpClientResponse stream = get(listening, "/v1/events/recent", "text/event-stream");
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.version()).isEqualTo(HttpVersion.HTTP_2);
        connection(stream).closeHandler(closed -> listenerIsGone.set(true));
        // Another request on the same connection begins and ends while the first goes on.
        HttpClientResponse beside = get(listening, "/v1/events", "*/*");
        assertThat(connection(beside)).isSameAs(connection(stream));

        HttpClientResponse once = get(client(), "/v1/events", "*/*");
        assertThat(once.statusCode()).isEqualTo(405);
        connection(once).closeHandler(closed -> idleIsGone.set(true));

        // It had its answer after the other one: were that idle, it would have ended before.
        await().atMost(PATIENCE).untilTrue(idleIsGone);
        assertThat(listenerIsGone).isFalse();

        stream.request().reset();
        await().atMost(PATIENCE).untilTrue(listenerIsGone);
    }

    private static HttpConnection connection(HttpClientResponse answer) {
        return answer.request().connection();
    }

    private HttpClientResponse get(HttpClient client, String path, String accept) {
        Future<HttpClientResponse> answer = client.request(HttpMethod.GET, server.getPort(), server.getHost(), path)
                .compose(request -> request.putHeader("Accept", accept).send());
        return answer.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private HttpClient client() {
        return vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setKeepAliveTimeout(0)
                .setHttp2KeepAliveTimeout(0));
    }
}
