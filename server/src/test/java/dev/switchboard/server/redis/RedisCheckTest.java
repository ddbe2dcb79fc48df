package dev.switchboard.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.redis.RedisStartupException.Reason;
import java.net.URI;
import org.junit.jupiter.api.Test;

class RedisCheckTest {
    private static final RedisOptions OPTIONS = RedisOptions.of(URI.create("redis://db:6379"), "secret");

    @Test
    void shouldAcceptRedisFrom62On() {
        assertThat(check("redis_version:6.2.0").product()).isEqualTo("Redis 6.2.0");
        assertThat(check("redis_version:7.0.15").product()).isEqualTo("Redis 7.0.15");
        assertThat(check("redis_version:10.0.0").warnings()).isEmpty();
    }

    @Test
    void shouldNameValkeyByItsOwnVersion() {
        assertThat(check("redis_version:7.2.4\r\nvalkey_version:8.0.1").product())
                .isEqualTo("Valkey 8.0.1");
    }

    @Test
    void shouldRefuseWhatIsTooOld() {
        for (String version : new String[] {"6.0.16", "5.0.7", "6", "strange"}) {
            assertThatThrownBy(() -> check("redis_version:" + version))
                    .isInstanceOfSatisfying(
                            RedisStartupException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_OLD))
                    .hasMessageContaining(version)
                    .hasMessageContaining("6.2");
        }
    }

    @Test
    void shouldRefuseARedisThatMayThrowAwayData() {
        assertThatThrownBy(() -> RedisCheck.judge(info("redis_version:7.0.0", "allkeys-lru", "1"), OPTIONS))
                .isInstanceOfSatisfying(
                        RedisStartupException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.EVICTING))
                .hasMessageContaining("allkeys-lru")
                .hasMessageContaining("CONFIG SET maxmemory-policy noeviction");
    }

    @Test
    void shouldWarnWithoutAnAppendOnlyFile() {
        assertThat(RedisCheck.judge(info("redis_version:7.0.0", "noeviction", "0"), OPTIONS)
                        .warnings())
                .singleElement()
                .asString()
                .contains("appendonly yes");
    }

    @Test
    void shouldRefuseAMasterThatWritesWithTooFewReplicas() {
        for (String info : new String[] {"role:master\r\n", "role:master\r\nmin_slaves_good_slaves:2\r\n"}) {
            assertThatThrownBy(() -> RedisCheck.judgeReplicas(info, 1, OPTIONS.withReplicasMin(2)))
                    .isInstanceOfSatisfying(
                            RedisStartupException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.REPLICAS_OPTIONAL))
                    .hasMessageContaining("min-replicas-to-write 2");
        }
    }

    @Test
    void shouldTakeItsWordWhereNobodyMayAskForTheSetting() {
        assertThat(RedisCheck.judgeReplicas("min_slaves_good_slaves:1\r\n", null, OPTIONS.withReplicasMin(1)))
                .isEmpty();
        assertThat(RedisCheck.judgeReplicas("min_slaves_good_slaves:0\r\n", null, OPTIONS.withReplicasMin(1)))
                .hasValueSatisfying(warning -> assertThat(warning).contains("takes no writes"));
        assertThatThrownBy(() -> RedisCheck.judgeReplicas("role:master\r\n", null, OPTIONS.withReplicasMin(1)))
                .isInstanceOf(RedisStartupException.class);
    }

    private static RedisCheck check(String versions) {
        return RedisCheck.judge(info(versions, "noeviction", "1"), OPTIONS);
    }

    private static String info(String versions, String policy, String aof) {
        return "# Server\r\n" + versions + "\r\n# Memory\r\nmaxmemory_policy:" + policy
                + "\r\n# Persistence\r\naof_enabled:" + aof + "\r\n";
    }
}
