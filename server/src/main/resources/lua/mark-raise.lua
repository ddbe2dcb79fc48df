-- Keeps the largest number ever given.
--
-- KEYS[1] string   the number (integer)
-- ARGV[1] integer  number
-- ARGV[2] integer  ms that the key lives from now on
-- returns the number kept
local stored = redis.call('GET', KEYS[1])
local highest = ARGV[1]
if stored and tonumber(stored) > tonumber(highest) then
  highest = stored
end
redis.call('SET', KEYS[1], highest, 'PX', ARGV[2])
return highest
