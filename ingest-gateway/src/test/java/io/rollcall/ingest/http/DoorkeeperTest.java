package io.rollcall.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.keys.Keys;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import io.rollcall.ingest.intake.Delivery;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorkeeperTest {
    private static final String PATH = "/v1/events";
    private static final Dialect OWN = new Dialect.Own();
    private static final Doorkeeper DOORKEEPER =
            new Doorkeeper(new Senders(new Keys(Map::of, Map::of, Map::of, Optional.empty())), 1_000);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json                  | JSON
            Application/JSON                  | JSON
            application/json; charset=utf-8   | JSON
            application/json;charset="UTF-8"  | JSON
            application/json; profile=x       | JSON
            application/x-ndjson              | NDJSON
            application/x-ndjson;charset=UTF-8 | NDJSON
            text/plain                        | TEXT
            text/plain;charset=UTF-8          | TEXT
            """)
    void contentTypeSaysTheForm(String contentType, Delivery.Form form) {
        Admission admission = admit(Map.of("Content-Type", contentType));
        assertThat(admission).isInstanceOf(Admission.Admitted.class);
        assertThat(((Admission.Admitted) admission).form()).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Content-Type     | text/html                        | unsupported_content_type
            Content-Type     | application/jsonp                | unsupported_content_type
            Content-Type     | application/json; charset=utf-16 | unsupported_content_type
            Content-Type     | ;                                | unsupported_content_type
            Content-Encoding | deflate                          | unsupported_content_encoding
            Content-Encoding | gzip, gzip                       | unsupported_content_encoding
            Content-Length   | 1001                             | body_too_large
            Content-Length   | 999999999999999999               | body_too_large
            Rollcall-Backfill | yes                             | invalid_header
            """)
    void whatTheContractDoesNotKnowIsRefused(String header, String value, String code) {
        MultiMap headers = headers(Map.of("Content-Type", "application/json")).set(header, value);
        Admission admission = DOORKEEPER.admit(HttpMethod.POST, PATH, headers, OWN);
        assertThat(admission).isInstanceOf(Admission.Refused.class);
        assertThat(((Admission.Refused) admission).refusal().code().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"gzip,GZIP", "GZIP,GZIP", "x-gzip,GZIP", "identity,PLAIN"})
    void encodingIsGzipOrNone(String header, Delivery.Encoding encoding) {
        Admission admission = admit(Map.of("Content-Type", "application/json", "Content-Encoding", header));
        assertThat(((Admission.Admitted) admission).encoding()).isEqualTo(encoding);
    }

    @ParameterizedTest
    @CsvSource({"true,WAIVED", "TRUE,WAIVED", "false,ENFORCED"})
    void backfillHeaderWaivesTheAge(String header, AgeLimit age) {
        Admission admission = admit(Map.of("Content-Type", "application/json", "Rollcall-Backfill", header));
        assertThat(((Admission.Admitted) admission).age()).isEqualTo(age);
    }

    @Test
    void bodyWithoutATypeIsRefused() {
        assertThat(admit(Map.of())).isInstanceOf(Admission.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?key=%ZZsecret", "?key=a&key=secret", "?dry_run=secret", "?dry_run="})
    void anAddressThatCannotBeReadIsRefusedAndNotRepeated(String query) {
        Admission admission =
                DOORKEEPER.admit(HttpMethod.POST, PATH + query, headers(Map.of("Content-Type", "text/plain")), OWN);
        assertThat(admission).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.refusal().code().code()).isEqualTo("invalid_parameter");
            assertThat(refused.refusal().detail()).doesNotContain("secret");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/events               | STORE
            /v1/events?dry_run=false | STORE
            /v1/events?x=1&dry_run=TRUE&y | JUDGE_ONLY
            """)
    void aDryRunIsAskedForInTheAddress(String uri, Admission.Purpose purpose) {
        Admission admission =
                DOORKEEPER.admit(HttpMethod.POST, uri, headers(Map.of("Content-Type", "application/json")), OWN);
        assertThat(((Admission.Admitted) admission).purpose()).isEqualTo(purpose);
    }

    private static Admission admit(Map<String, String> headers) {
        return DOORKEEPER.admit(HttpMethod.POST, PATH, headers(headers), OWN);
    }

    private static MultiMap headers(Map<String, String> headers) {
        return MultiMap.caseInsensitiveMultiMap().addAll(headers);
    }
}
