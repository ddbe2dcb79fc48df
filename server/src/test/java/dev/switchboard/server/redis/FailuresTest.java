package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.storage.StorageException.Reason;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class FailuresTest {
    /** Each as a server has sent it: Redis 6.2 wraps what a script's command said in a sentence. */
    @Test
    void shouldCallPassingWhatWillPass() {
        for (String message : new String[] {
            "NOREPLICAS Not enough good replicas to write.",
            "NOREPLICAS Not enough good replicas to write. script: 4f3, on @user_script:13.",
            "ERR Error running script (call to f_4f3): @user_script:13: @user_script: 13: -NOREPLICAS Not enough good"
                    + " replicas to write.",
            "READONLY You can't write against a read only replica. script: 4f3, on @user_script:13.",
            "ERR Error running script (call to f_4f3): @user_script:13: @user_script: 13: -READONLY You can't write"
                    + " against a read only replica.",
            "CLUSTERDOWN The cluster is down",
            "EXECABORT Transaction discarded because of previous errors.",
            "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."
        }) {
            assertThat(reason(new JedisDataException(message), true))
                    .as(message)
                    .isEqualTo(Reason.UNAVAILABLE);
        }
    }

    @Test
    void shouldCallOtherErrorsCorrupt() {
        for (String message : new String[] {
            "WRONGTYPE Operation against a key holding the wrong kind of value",
            "ERR Error running script (call to f_4f3): @user_script:13: attempt to index a nil value"
        }) {
            assertThat(reason(new JedisDataException(message), true))
                    .as(message)
                    .isEqualTo(Reason.CORRUPT);
        }
    }

    @Test
    void shouldNotKnowTheOutcomeOfWhatWasSent() {
        assertThat(reason(new JedisConnectionException("gone"), true)).isEqualTo(Reason.OUTCOME_UNKNOWN);
        assertThat(reason(new JedisConnectionException("gone"), false)).isEqualTo(Reason.UNAVAILABLE);
    }

    private static Reason reason(RuntimeException failure, boolean sent) {
        return Failures.of(Operation.LOG_APPEND, failure, sent).reason();
    }
}
