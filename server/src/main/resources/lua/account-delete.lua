-- Deletes an object and its secret when its revision is the expected one.
--
-- KEYS[1] hash     values     )
-- KEYS[2] hash     revisions  ) as in
-- KEYS[3] hash     names      ) account-put.lua
-- KEYS[4] hash     holders    )
-- KEYS[5] zset     ids        )
-- KEYS[6] hash     secrets: id -> secret
-- ARGV[1] integer  id
-- ARGV[2] integer  expected revision
-- returns {"OK", revision} or {"REVISION", stored revision, 0 when there is no object}
local revision = redis.call('HGET', KEYS[2], ARGV[1])
if not revision or tonumber(revision) ~= tonumber(ARGV[2]) then
  return {'REVISION', revision or '0'}
end
redis.call('HDEL', KEYS[4], redis.call('HGET', KEYS[3], ARGV[1]))
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
redis.call('ZREM', KEYS[5], ARGV[1])
redis.call('HDEL', KEYS[6], ARGV[1])
return {'OK', revision}
