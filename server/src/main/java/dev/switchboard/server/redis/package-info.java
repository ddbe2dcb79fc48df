/**
 * All storage ports on Redis or Valkey. Jedis blocks, so it lives on a few named threads ({@code sb-redis-…}) behind
 * bounded queues, and every answer is handed over to the node's loop. What has to happen at once is a script under
 * {@code resources/lua}, which touches the keys of one slot only, so one node, Sentinel and Cluster are served by the
 * same code. Imports the ports, {@code loop}, {@code storage} and Jedis, which nothing else sees. Start reading at
 * {@code RedisStorage}, then {@code Lane}; the keys are described in {@code docs/redis.md}.
 */
@NullMarked
package dev.switchboard.server.redis;

import org.jspecify.annotations.NullMarked;
