package io.rollcall.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSettingsTest {
    private final KnownSettings known = KnownSettings.load();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollcall.redis.timeout",
                "%prod.rollcall.redis.timeout",
                "ROLLCALL_REDIS_TIMEOUT",
                "rollcall.ingest.keys.web.secret",
                "rollcall.ingest.keys.\"web.site\".secret",
                "ROLLCALL_INGEST_KEYS_WEB_SITE_SECRET",
                "ROLLCALL_INGEST_IN_FLIGHT_REQUESTS",
                "ROLLCALL_QUERY_READ_TOKENS_GRAFANA",
                "ROLLCALL_BUILD",
                "ROLLCALL_JAVA_OPTS",
                "ROLLCALL_DATA",
                "ROLLCALL_KEY",
                "ROLLCALL_ADMIN_KEY",
                "ROLLCALL_READ_TOKEN",
                "ROLLCALL_GATEWAY_SERVICE_HOST",
                "ROLLCALL_GATEWAY_SERVICE_PORT_HTTP",
                "ROLLCALL_GATEWAY_PORT_8080_TCP_ADDR",
                "quarkus.http.port",
                "ROLLCALLER_X",
                "HOME"
            })
    void whatIsKnownOrNotOursIsNoMistake(String name) {
        assertThat(known.mistake(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ROLLCALL_QUERY_READ_TOKEN_X,ROLLCALL_QUERY_READ_TOKENS_NAME,true",
        "ROLLCALL_QUERY_READTOKENS_X,ROLLCALL_QUERY_READ_TOKENS_NAME,true",
        "rollcall.query.read-token.x,rollcall.query.read-tokens.NAME,true",
        "rollcall.query.read-tokens,rollcall.query.read-tokens.NAME,true",
        "rollcall.admin.keys.alice.secret,rollcall.admin.keys.NAME,true",
        "ROLLCALL_INGEST_KEYS_WEB_SECRT,ROLLCALL_INGEST_KEYS_NAME_SECRET,true",
        "rollcall.ingest.kyes.web,rollcall.ingest.keys.NAME.secret,true",
        "rollcall.ingest.limits.property-key,rollcall.ingest.limits.property-keys,false",
        "rollcall.redis.time-out,rollcall.redis.timeout,false",
        "ROLLCALL_LAKE_DIR,ROLLCALL_LAKE_DIRECTORY,false",
        "%prod.rollcall.redis.host,rollcall.redis.hosts,false"
    })
    void whatNobodyKnowsIsNamedWithTheNearest(String name, String nearest, boolean isAboutAccess) {
        assertThat(known.mistake(name)).hasValueSatisfying(mistake -> {
            assertThat(mistake.nearest()).isEqualTo(nearest);
            assertThat(mistake.isAboutAccess()).isEqualTo(isAboutAccess);
            assertThat(mistake).hasToString(name + " is no setting; the nearest one is " + nearest);
        });
    }
}
