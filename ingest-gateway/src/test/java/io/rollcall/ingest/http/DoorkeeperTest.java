package io.rollcall.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import io.rollcall.ingest.intake.Delivery;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorkeeperTest {
    private static final Doorkeeper DOORKEEPER = new Doorkeeper(WriteKeys.of(Map.of()), 1_000);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json                  | JSON
            Application/JSON                  | JSON
            application/json; charset=utf-8   | JSON
            application/json;charset="UTF-8"  | JSON
            application/json; profile=x       | JSON
            application/x-ndjson              | NDJSON
            application/x-ndjson;charset=UTF-8 | NDJSON
            """)
    void contentTypeSaysTheForm(String contentType, Delivery.Form form) {
        Admission admission = admit(Map.of("Content-Type", contentType));
        assertThat(admission).isInstanceOf(Admission.Admitted.class);
        assertThat(((Admission.Admitted) admission).form()).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Content-Type     | text/plain                       | unsupported_content_type
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
        Admission admission = DOORKEEPER.admit(HttpMethod.POST, headers);
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

    private static Admission admit(Map<String, String> headers) {
        return DOORKEEPER.admit(HttpMethod.POST, headers(headers));
    }

    private static MultiMap headers(Map<String, String> headers) {
        return MultiMap.caseInsensitiveMultiMap().addAll(headers);
    }
}
