package io.rollcall.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.impl.types.ErrorType;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisRefusalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OOM command not allowed when used memory > 'maxmemory'. script: 1f, on @user_script:224. | OUT_OF_MEMORY
            ERR Error running script (call to f_1f): @user_script:224: @user_script: 224: -OOM command not allowed when used memory > 'maxmemory'. | OUT_OF_MEMORY
            WRONGTYPE Operation against a key holding the wrong kind of value | DAMAGED_KEY
            WRONGTYPE Key is not a valid HyperLogLog string value. | DAMAGED_KEY
            INVALIDOBJ Corrupted HLL object detected | DAMAGED_KEY
            ERR Error running script (call to f_1f): @user_script:54: user_script:41: DAMAGED {s01}:day:2026-11-22 is a string | DAMAGED_KEY
            MISCONF Redis is configured to save RDB snapshots, but it is currently not able to persist on disk. | NOT_ALLOWED
            NOPERM this user has no permissions to run the 'evalsha' command | NOT_ALLOWED
            WRONGPASS invalid username-password pair or user is disabled. | NOT_ALLOWED
            ERR unknown command 'EVALSHA' | NOT_ALLOWED
            READONLY You can't write against a read only replica. |
            ERR Error running script (call to f_1f): @user_script:1: @user_script: 1: -READONLY You can't write against a read only replica. |
            LOADING Redis is loading the dataset in memory |
            TRYAGAIN Multiple keys request during rehashing of slot |
            MOVED 3999 127.0.0.1:6381 |
            CLUSTERDOWN The cluster is down |
            """)
    void whatAnErrorMeans(String error, RedisRefusal refusal) {
        assertThat(RedisRefusal.of(error)).isEqualTo(Optional.ofNullable(refusal));
    }

    /** The client has Redis's form of an error for what it says itself; nobody refused anything then. */
    @ParameterizedTest
    @ValueSource(strings = {"CONNECTION_CLOSED", "ILLEGAL_STATE Unknown RESP type %"})
    void whatTheClientSaysIsNoRefusal(String error) {
        assertThat(new RedisShards.Answer(null, ErrorType.create(error)).refusal())
                .isEmpty();
        assertThat(new RedisShards.Answer(null, ErrorType.create("NOPERM no")).refusal())
                .contains(RedisRefusal.NOT_ALLOWED);
    }
}
