-- Makes a snapshot visible and its parts lasting.
--
-- KEYS[1] hash     manifests: position -> manifest
-- KEYS[2…] string  the parts, which expire until now
-- ARGV[1] integer  position
-- ARGV[2] string   manifest
-- returns 1, or 0 when a part is missing (then nothing was changed)
for i = 2, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 0 then
    return 0
  end
end
for i = 2, #KEYS do
  redis.call('PERSIST', KEYS[i])
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
