package io.rollcall.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.access.keys.KeyRing.Entry;
import io.rollcall.event.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private static final KeyRing RING = KeyRing.of(List.of(
            entry("web", "one", KeyScope.INGEST),
            entry("tv", "two", KeyScope.INGEST, KeyScope.BACKFILL),
            entry("tv", "two before", KeyScope.INGEST, KeyScope.BACKFILL),
            entry("alice", "three", KeyScope.ADMIN, KeyScope.READ)));

    @ParameterizedTest
    @CsvSource({
        "one,INGEST,web",
        "' two ',INGEST,tv",
        "two before,BACKFILL,tv",
        "three,READ,alice",
        "three,ADMIN,alice",
        "one,BACKFILL,",
        "one,READ,",
        "three,INGEST,",
        "ONE,INGEST,",
        "four,INGEST,",
        "'',INGEST,"
    })
    void aSecretOpensWhatItsKeyIsFor(String secret, KeyScope scope, String name) {
        assertThat(RING.holder(secret, scope).map(AccessKey::name)).isEqualTo(Optional.ofNullable(name));
    }

    @Test
    void aSecretOfTwoKindsOfSettingsOpensBoth() {
        KeyRing ring =
                KeyRing.of(List.of(entry("web", "same", KeyScope.INGEST), entry("grafana", "same", KeyScope.READ)));
        assertThat(ring.holder("same", KeyScope.INGEST)).map(AccessKey::name).contains("web");
        assertThat(ring.holder("same", KeyScope.READ)).map(AccessKey::name).contains("grafana");
    }

    @Test
    void oneSecretForOneThingUnderTwoNamesIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> KeyRing.of(
                        List.of(entry("web", "hush", KeyScope.INGEST), entry("tv", " hush ", KeyScope.INGEST))))
                .hasMessageContaining("place of web")
                .hasMessageContaining("place of tv")
                .hasMessageNotContaining("hush");
    }

    @Test
    void twoSendersOfOneNameAreRefused() {
        AccessKey limited =
                new AccessKey("web", Set.of(KeyScope.INGEST), Origins.NONE, Set.of(Platform.TV), OptionalInt.empty());
        assertThatThrownBy(() -> KeyRing.of(List.of(
                        entry("web", "one", KeyScope.INGEST), new Entry("the file", limited, SecretDigest.of("two")))))
                .hasMessageContaining("'web'");
    }

    @Test
    void thereMayBeAThousand() {
        List<Entry> most = IntStream.range(0, KeyRing.MOST_SECRETS)
                .mapToObj(n -> entry("key" + n, "secret" + n, KeyScope.INGEST))
                .toList();
        assertThat(KeyRing.of(most).names(KeyScope.INGEST)).hasSize(KeyRing.MOST_SECRETS);
        List<Entry> tooMany = Stream.concat(most.stream(), Stream.of(entry("more", "more", KeyScope.INGEST)))
                .toList();
        assertThatThrownBy(() -> KeyRing.of(tooMany)).hasMessageContaining("1001 secrets");
    }

    @Test
    void namesMayBeShownEachOnce() {
        assertThat(RING.names(KeyScope.INGEST)).containsExactly("tv", "web");
        assertThat(RING.names(KeyScope.ADMIN)).containsExactly("alice");
        assertThat(KeyRing.EMPTY.isEmpty()).isTrue();
        assertThat(RING.sender("tv")).isPresent();
        assertThat(RING.sender("alice")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Basic alpha", "alpha"})
    void whatIsNoBearerHasNoSecret(String authorization) {
        assertThat(Credentials.bearer(authorization)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Bearer alpha,alpha", "bearer alpha,alpha", "'Bearer  alpha ',alpha", "BEARER beta two,beta two"})
    void aBearerHasOne(String authorization, String secret) {
        assertThat(Credentials.bearer(authorization)).contains(secret);
    }

    @Test
    void theUserOfBasicIsAKeyWhateverThePassword() {
        assertThat(Credentials.basicUser("Basic d2ViOg==")).contains("web");
        assertThat(Credentials.basicUser("basic d2ViOng6eQ==")).contains("web");
        assertThat(Credentials.basicUser("Basic !")).isEmpty();
        assertThat(Credentials.basicUser("Bearer d2ViOg==")).isEmpty();
        assertThat(Credentials.basicUser(null)).isEmpty();
    }

    @Test
    void blankSecretsOfSettingsAreRefusedByTheirSetting() {
        assertThatThrownBy(() -> new Keys(Map::of, Map::of, () -> Map.of("alice", " "), Optional.empty()))
                .hasMessageContaining("rollcall.admin.keys.alice is blank");
    }

    private static Entry entry(String name, String secret, KeyScope... scopes) {
        return new Entry("the place of " + name, AccessKey.unlimited(name, Set.of(scopes)), SecretDigest.of(secret));
    }
}
