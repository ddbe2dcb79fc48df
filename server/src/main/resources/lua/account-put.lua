-- Stores an object when its revision is the expected one and its name is free.
--
-- KEYS[1] hash     values: id -> bytes
-- KEYS[2] hash     revisions: id -> integer
-- KEYS[3] hash     names: id -> name
-- KEYS[4] hash     holders: name -> id
-- KEYS[5] zset     ids, the score is the id
-- ARGV[1] integer  id
-- ARGV[2] string   name
-- ARGV[3] integer  expected revision, 0 for a new object
-- ARGV[4] bytes    value
-- returns {"OK", new revision}, {"REVISION", stored revision} or {"NAME", holder's id}
local revision = redis.call('HGET', KEYS[2], ARGV[1]) or '0'
if tonumber(revision) ~= tonumber(ARGV[3]) then
  return {'REVISION', revision}
end
local holder = redis.call('HGET', KEYS[4], ARGV[2])
if holder and holder ~= ARGV[1] then
  return {'NAME', holder}
end
local old = redis.call('HGET', KEYS[3], ARGV[1])
if old then
  redis.call('HDEL', KEYS[4], old)
end
local next_revision = string.format('%.0f', tonumber(revision) + 1)
redis.call('HSET', KEYS[1], ARGV[1], ARGV[4])
redis.call('HSET', KEYS[2], ARGV[1], next_revision)
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
redis.call('HSET', KEYS[4], ARGV[2], ARGV[1])
redis.call('ZADD', KEYS[5], ARGV[1], ARGV[1])
return {'OK', next_revision}
