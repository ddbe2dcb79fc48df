-- Writes a hash for other programs, unless a newer position wrote it already.
--
-- KEYS[1] hash     the projection; position (integer) beside its fields
-- ARGV[1] integer  position
-- ARGV[2] integer  ms that the position of a deleted projection is remembered, against a late writer
-- ARGV[3…] string  names and values of the fields, in turn; none deletes
-- returns 1 when written
local stored = redis.call('HGET', KEYS[1], 'position')
if stored and tonumber(stored) >= tonumber(ARGV[1]) then
  return 0
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'position', ARGV[1], unpack(ARGV, 3))
if #ARGV == 2 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 1
