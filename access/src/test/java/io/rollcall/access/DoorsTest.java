package io.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.access.Doors.Listening;
import io.rollcall.access.keys.Keys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorsTest {
    private static final Optional<String> HERE = Optional.empty();
    private static final Optional<String> ELSEWHERE = Optional.of("the request comes from another machine");

    private static final Map<String, String> NONE = Map.of();
    private static final Map<String, String> ADMIN = Map.of("alice", "a");
    private static final Map<String, String> READER = Map.of("grafana", "r");

    @Test
    void withoutAnyKeysThisMachineMayEverythingAndNobodyElseMayAnything() {
        Doors doors = doors(NONE, NONE, Locks.NONE, Listening.TO_THIS_MACHINE);
        assertThat(doors.caller(null, HERE)).isEqualTo(caller(Caller.THIS_MACHINE, "admin", "read"));
        assertThat(doors.caller("Bearer guess", ELSEWHERE)).isEqualTo(caller(Caller.ANYBODY));
        assertThat(doors.isReadingOpenToOthers()).isFalse();
        assertThat(doors.refusal(Roles.ADMIN, null, ELSEWHERE).code()).isEqualTo("loopback_only");
        assertThat(doors.refusal(Roles.READ, null, ELSEWHERE).detail()).contains(ELSEWHERE.orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"SOME,TO_THIS_MACHINE", "NONE,TO_OTHERS", "SOME,TO_OTHERS"})
    void readingIsOpenWithoutTokensWhereOthersAreLetInAndSaysSo(Locks writeKeys, Listening listening) {
        Doors doors = doors(NONE, NONE, writeKeys, listening);
        assertThat(doors.isReadingOpenToOthers()).isTrue();
        assertThat(doors.caller(null, ELSEWHERE).roles()).containsExactly("read");
    }

    @Test
    void aKeyOfAnyKindMeansThatAdministratorsNeedOne() {
        for (Doors doors : List.of(
                doors(NONE, NONE, Locks.SOME, Listening.TO_THIS_MACHINE),
                doors(NONE, READER, Locks.NONE, Listening.TO_THIS_MACHINE))) {
            assertThat(doors.caller(null, HERE).roles()).doesNotContain("admin");
            assertThat(doors.caller("Bearer r", HERE).roles()).doesNotContain("admin");
            assertThat(doors.refusal(Roles.ADMIN, null, HERE).code()).isEqualTo("no_admin_key");
        }
    }

    @Test
    void aKeyOpensFromAnywhereWhatItIsFor() {
        Doors doors = doors(ADMIN, READER, Locks.NONE, Listening.TO_OTHERS);
        assertThat(doors.caller("Bearer a", ELSEWHERE))
                .isEqualTo(new Caller("alice", Set.of("admin", "read"), Caller.Recognition.BY_KEY));
        assertThat(doors.caller("Bearer r", ELSEWHERE))
                .isEqualTo(new Caller("grafana", Set.of("read"), Caller.Recognition.BY_KEY));
        assertThat(doors.caller("Bearer x", HERE).roles()).isEmpty();
        assertThat(doors.caller(null, HERE).roles()).isEmpty();
        assertThat(doors.refusal(Roles.ADMIN, null, HERE).status()).isEqualTo(401);
        assertThat(doors.refusal(Roles.READ, "Bearer x", HERE).status()).isEqualTo(401);
        assertThat(doors.isReadingOpenToOthers()).isFalse();
    }

    @Test
    void anAdminKeyAloneLeavesReadingOpenToOthers() {
        Doors doors = doors(ADMIN, NONE, Locks.NONE, Listening.TO_THIS_MACHINE);
        assertThat(doors.isReadingOpenToOthers()).isTrue();
        assertThat(doors.caller(null, HERE).roles()).containsExactly("read");
    }

    private static Caller caller(String name, String... roles) {
        return new Caller(name, Set.of(roles), Caller.Recognition.NONE);
    }

    private static Doors doors(
            Map<String, String> admins, Map<String, String> readers, Locks writeKeys, Listening listening) {
        return new Doors(
                new Keys(
                        () -> writeKeys == Locks.SOME ? Map.of("web", new WriteKeyOf("w")) : Map.of(),
                        () -> readers,
                        () -> admins,
                        Optional.empty()),
                listening);
    }

    /** Says whether there are write keys. */
    private enum Locks {
        NONE,
        SOME
    }
}
