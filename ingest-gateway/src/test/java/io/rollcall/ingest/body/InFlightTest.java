package io.rollcall.ingest.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.ingest.body.InFlight.Bounds;
import io.rollcall.ingest.body.InFlight.Holding;
import io.rollcall.ingest.body.InFlight.Sender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final int HEAD = InFlight.REQUEST_BYTES;
    private static final Sender WEB = new Sender("web", "192.0.2.1");
    private static final Sender WEB_ELSEWHERE = new Sender("web", "192.0.2.2");
    private static final Sender BATCH = new Sender("batch", "192.0.2.1");

    private final List<String> gaveWay = new ArrayList<>();
    private long now;

    @Test
    void bytesAreSharedByAllAndComeBack() {
        InFlight inFlight = inFlight(2 * HEAD + 100, 2, 1);
        Holding first = arrived(inFlight, WEB, "first");
        Holding second = arrived(inFlight, WEB, "second");
        assertThat(first.take(60)).isTrue();
        assertThat(second.take(41)).isFalse();
        assertThat(second.take(40)).isTrue();
        assertThat(inFlight.bytes()).isEqualTo(2 * HEAD + 100);

        first.leave();
        first.leave();

        assertThat(inFlight.bytes()).isEqualTo(HEAD + 40);
        assertThat(first.take(1)).isFalse();
        assertThat(first.complete()).isFalse();
    }

    @Test
    void bodiesOnTheirWayTakeNoPlaceOfARequest() {
        InFlight inFlight = inFlight(100 * HEAD, 1, 1);
        for (int body = 0; body < 50; body++) {
            arrived(inFlight, WEB, "half");
        }
        assertThat(inFlight.requests()).isZero();
        assertThat(inFlight.arriving()).isEqualTo(50);

        Holding whole = arrived(inFlight, WEB, "whole");
        assertThat(whole.complete()).isTrue();
        assertThat(arrived(inFlight, WEB, "another").complete()).isFalse();
        whole.leave();
        assertThat(inFlight.requests()).isZero();
        assertThat(arrived(inFlight, WEB, "another").complete()).isTrue();
    }

    @Test
    void oldestBodyOfTheSenderWithMostOnItsWayGivesWay() {
        InFlight inFlight = inFlight(4 * HEAD + 130, 9, 1);
        arrived(inFlight, BATCH, "few bytes, oldest");
        assertThat(arrived(inFlight, WEB, "older").take(50)).isTrue();
        assertThat(arrived(inFlight, WEB, "newer").take(50)).isTrue();
        now += InFlight.YOUNG.toNanos();

        assertThat(arrived(inFlight, WEB_ELSEWHERE, "good").take(30)).isTrue();
        assertThat(gaveWay).isEmpty();
        assertThat(arrived(inFlight, WEB_ELSEWHERE, "good too").complete()).isTrue();
        assertThat(gaveWay).containsExactly("older");
    }

    @Test
    void wholeAndYoungBodiesGiveWayToNobody() {
        InFlight inFlight = inFlight(2 * HEAD, 9, 1);
        assertThat(arrived(inFlight, WEB, "whole").complete()).isTrue();
        now += InFlight.YOUNG.toNanos();
        arrived(inFlight, WEB, "young");
        assertThat(inFlight.arrive(BATCH)).isEmpty();
        assertThat(gaveWay).isEmpty();
        now += InFlight.YOUNG.toNanos();
        assertThat(inFlight.arrive(BATCH)).isPresent();
        assertThat(gaveWay).containsExactly("young");
    }

    @Test
    void whoHasMostOnTheWayTakesNothingFromTheOthers() {
        InFlight inFlight = inFlight(2 * HEAD + 100, 9, 1);
        arrived(inFlight, WEB_ELSEWHERE, "small");
        Holding large = arrived(inFlight, WEB, "large");
        assertThat(large.take(60)).isTrue();
        now += InFlight.YOUNG.toNanos();
        assertThat(large.take(60)).isFalse();
        assertThat(gaveWay).isEmpty();
    }

    @Test
    void oneKeyHoldsItsShareAndNoMore() {
        InFlight inFlight = inFlight(8 * HEAD, 4, 0.5);
        assertThat(arrived(inFlight, WEB, "1").complete()).isTrue();
        assertThat(arrived(inFlight, WEB_ELSEWHERE, "2").complete()).isTrue();
        Holding third = arrived(inFlight, WEB, "3");
        assertThat(third.complete()).isFalse();
        assertThat(third.take(HEAD)).isTrue();
        assertThat(third.take(1)).isFalse();
        assertThat(arrived(inFlight, BATCH, "4").complete()).isTrue();
    }

    @Test
    void whoGaveWayBeforeItWasSaidWhatToDoThenDoesIt() {
        InFlight inFlight = inFlight(HEAD, 1, 1);
        Holding slow = inFlight.arrive(WEB).orElseThrow();
        now += InFlight.YOUNG.toNanos();
        arrived(inFlight, BATCH, "next");
        slow.whenGivingWay(() -> gaveWay.add("slow"));
        assertThat(gaveWay).containsExactly("slow");
        assertThat(slow.complete()).isFalse();
    }

    private InFlight inFlight(long bytes, int requests, double ofOneKey) {
        return new InFlight(new Bounds(bytes, requests, ofOneKey), () -> true, () -> now);
    }

    private Holding arrived(InFlight inFlight, Sender sender, String name) {
        Holding holding = inFlight.arrive(sender).orElseThrow();
        holding.whenGivingWay(() -> gaveWay.add(name));
        return holding;
    }
}
