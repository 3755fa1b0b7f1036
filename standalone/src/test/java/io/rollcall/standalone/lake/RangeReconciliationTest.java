package io.rollcall.standalone.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.standalone.FakeGateway;
import io.rollcall.standalone.FakeGateway.Reply;
import io.rollcall.standalone.client.JsonEndpoint;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RangeReconciliationTest {
    private static final LocalDate FROM = LocalDate.parse("2026-11-19");
    private static final LocalDate TO = LocalDate.parse("2026-11-20");
    private static final Reply TAKEN = Reply.of(409, "{\"detail\":\"one is under way\"}");
    private static final Reply DONE = done("\"waiting\":[\"2026-11-21\"]");

    @Test
    void itIsAskedForOnceAndTheRunOfSomebodyElseIsWaitedFor() throws Exception {
        try (FakeGateway system = new FakeGateway(request -> DONE).saying(TAKEN, TAKEN)) {
            assertThat(missing(system)).isEmpty();
            assertThat(system.requests()).hasSize(3).allSatisfy(request -> {
                assertThat(request.path()).isEqualTo("/v1/reconciliations");
                assertThat(request.body()).contains("2026-11-19", "2026-11-20");
                assertThat(request.authorization()).isEqualTo("Bearer admin");
            });
        }
    }

    @Test
    void daysThatAreNotArchivedAreAskedForAgainAFewTimes() throws Exception {
        Reply behind = done("\"waiting\":[\"2026-11-20\",\"2026-11-21\"]");
        try (FakeGateway system = new FakeGateway(request -> DONE).saying(behind)) {
            assertThat(missing(system)).isEmpty();
        }
        try (FakeGateway system = new FakeGateway(request -> behind)) {
            assertThat(missing(system)).contains("2026-11-20 is not archived yet");
            assertThat(system.requests()).hasSize(3);
        }
    }

    @Test
    void whatFailsIsSaid() throws Exception {
        try (FakeGateway system = new FakeGateway(request -> Reply.of(403, "{\"detail\":\"there is no admin key\"}"))) {
            assertThat(missing(system)).contains("HTTP 403: there is no admin key");
        }
        Reply partly = done("\"failures\":[{\"metric\":\"sessions\",\"detail\":\"the disk is full\"}]");
        try (FakeGateway system = new FakeGateway(request -> partly)) {
            assertThat(missing(system)).contains("the disk is full");
        }
    }

    private static Reply done(String more) {
        return Reply.of(202, "{\"state\":\"done\"," + more + "}");
    }

    private static Optional<String> missing(FakeGateway system) throws InterruptedException {
        return new RangeReconciliation(JsonEndpoint.of(system.url(), "admin"), Duration.ZERO).run(FROM, TO);
    }
}
