package io.rollcall.ingest.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.rollcall.access.keys.AccessKey;
import io.rollcall.access.keys.KeyScope;
import io.rollcall.access.keys.Origins;
import io.rollcall.event.Limits;
import io.rollcall.ingest.intake.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {
    private static final AccessKey FREE = AccessKey.unlimited("free", Set.of(KeyScope.INGEST));

    private long nanos;

    @Test
    void whoIsNotLimitedHearsNothing() {
        Charge charge =
                rates(OptionalInt.empty()).take(FREE, "192.0.2.1", 1_000_000).result();
        assertThat(charge.refusal()).isEmpty();
        assertThat(charge.headers()).isEmpty();
    }

    @Test
    void aKeyHasABucketThatHoldsTheLargestRequestAndFillsAgain() {
        Rates rates = rates(OptionalInt.empty());
        assertThat(take(rates, key("web", 10), "192.0.2.1", 600).headers())
                .isEqualTo(Map.of(
                        "RateLimit-Policy", "\"key\";q=1000;qu=\"events\";w=100",
                        "RateLimit", "\"key\";r=400;t=60"));
        Charge second = take(rates, key("web", 10), "192.0.2.2", 600);
        assertThat(second.refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.detail()).contains("'web'", "10 events a second");
            assertThat(refusal.retryAfterSeconds()).isBetween(20, 21);
        });
        assertThat(second.headers()).containsEntry("RateLimit", "\"key\";r=400;t=60");
        assertThat(take(rates, key("tv", 10), "192.0.2.1", 1_000).refusal()).isEmpty();

        nanos += Duration.ofSeconds(20).toNanos();
        assertThat(take(rates, key("web", 10), "192.0.2.1", 600).refusal()).isEmpty();
    }

    @Test
    void aKeyWhoseRateWasChangedHasABucketOfTheNewOne() {
        Rates rates = rates(OptionalInt.empty());
        take(rates, key("web", 1), "192.0.2.1", 1_000);
        assertThat(take(rates, key("web", 1), "192.0.2.1", 1).refusal()).isPresent();
        assertThat(take(rates, key("web", 2_000), "192.0.2.1", 2_000).refusal()).isEmpty();
    }

    @Test
    void whatComesTooFastFromAnAddressTakesNothingFromItsKey() {
        Rates rates = rates(OptionalInt.of(5));
        AccessKey key = key("web", 10);
        assertThat(take(rates, key, "192.0.2.1", 900).refusal()).isEmpty();
        assertThat(take(rates, key, "192.0.2.1", 200).refusal())
                .map(Refusal::detail)
                .hasValueSatisfying(detail -> assertThat(detail).startsWith("one address may send 5 events"));
        assertThat(take(rates, key, "192.0.2.2", 100).headers().get("RateLimit"))
                .isEqualTo("\"address\";r=900;t=20, \"key\";r=0;t=100");
        assertThat(take(rates, key, "192.0.2.2", 100).refusal())
                .map(Refusal::detail)
                .hasValueSatisfying(detail -> assertThat(detail).contains("'web'"));
        assertThat(take(rates, FREE, "192.0.2.2", 900).refusal())
                .as("what its key refused was given back to the address")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
        "2001:db8:1:2::1, 20010db800010002/64",
        "::ffff:192.0.2.1, 192.0.2.1",
        "'', ''"
    })
    void anAddressOfTheLongKindIsItsNetwork(String address, String holder) {
        assertThat(Networks.of(address)).isEqualTo(holder);
    }

    private static Charge take(Rates rates, AccessKey key, String address, long events) {
        return rates.take(key, address, events).result();
    }

    private Rates rates(OptionalInt ofOneAddress) {
        return new Rates(ofOneAddress, Limits.DEFAULT, new LocalBuckets(clock(), Duration.ofHours(1)), null);
    }

    private TimeMeter clock() {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos;
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    static AccessKey key(String name, int rate) {
        return new AccessKey(name, Set.of(KeyScope.INGEST), Origins.NONE, Set.of(), OptionalInt.of(rate));
    }
}
