-- Removes messages that were kept for long enough, at most 100 of each state; goes ahead of those that keep and list messages.
--
-- KEYS     bodies, open, answered, answers, counts: as in offline-keep.lua
-- ARGV[1] integer  for how many ms messages are kept
-- returns how many were removed
local call = redis.call
local now = call('TIME')
local oldest = tonumber(now[1]) * 1000 + math.floor(tonumber(now[2]) / 1000) - tonumber(ARGV[1])
local removed = 0
for _, set in ipairs({KEYS[2], KEYS[3]}) do
  for _, member in ipairs(call('ZRANGE', set, 0, 99)) do
    local id, queue, t = string.match(member, '^(%d+) (%d+) (%d+)$')
    if tonumber(t) > oldest then
      break
    end
    call('ZREM', set, member)
    call('HDEL', KEYS[1], id)
    call('HDEL', KEYS[4], id)
    if set == KEYS[2] and call('HINCRBY', KEYS[5], queue, -1) <= 0 then
      call('HDEL', KEYS[5], queue)
    end
    removed = removed + 1
  end
end
return removed
