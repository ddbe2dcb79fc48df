-- Keeps a message that a customer left, unless it was kept before, its sender leaves too many, or there is no room.
--
-- KEYS[1] hash     bodies: id -> bytes
-- KEYS[2] zset     open: "<id> <queue> <t>", the score is the id; t is UTC ms
-- KEYS[3] zset     answered: the same
-- KEYS[4] hash     answers: id -> "<agent> <t>"
-- KEYS[5] hash     counts: queue -> open messages
-- KEYS[6] string   last id
-- KEYS[7] string   exists when a message with this customer and key was kept
-- KEYS[8] string   messages of the customer in this window
-- KEYS[9] string   messages of the address in this window
-- ARGV[1] integer  queue
-- ARGV[2] bytes    body
-- ARGV[3] integer  how many messages may be kept
-- ARGV[4] integer  for how many ms
-- ARGV[5] integer  for how many ms a repeat is recognised
-- ARGV[6] integer  ms of a window
-- ARGV[7] integer  messages of a customer in a window
-- ARGV[8] integer  messages of an address in a window
-- ARGV[9] integer  open messages of a queue
-- returns "STORED", "TOO_MANY" or "FULL"
local call = redis.call
if call('EXISTS', KEYS[7]) == 1 then
  -- Written once more, so that a wait for replicas after this call covers it.
  call('PEXPIRE', KEYS[7], ARGV[5])
  return 'STORED'
end
local now = call('TIME')
local t = now[1] .. string.format('%03d', math.floor(tonumber(now[2]) / 1000))

if tonumber(call('GET', KEYS[8]) or '0') >= tonumber(ARGV[7])
    or tonumber(call('GET', KEYS[9]) or '0') >= tonumber(ARGV[8]) then
  return 'TOO_MANY'
end
if tonumber(call('HGET', KEYS[5], ARGV[1]) or '0') >= tonumber(ARGV[9]) then
  return 'FULL'
end
if call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then
  local oldest = call('ZRANGE', KEYS[3], 0, 0)[1]
  if not oldest then
    return 'FULL'
  end
  local removed = string.match(oldest, '^%d+')
  call('ZREM', KEYS[3], oldest)
  call('HDEL', KEYS[1], removed)
  call('HDEL', KEYS[4], removed)
end

local id = string.format('%.0f', call('INCR', KEYS[6]))
call('HSET', KEYS[1], id, ARGV[2])
call('ZADD', KEYS[2], id, id .. ' ' .. ARGV[1] .. ' ' .. t)
call('HINCRBY', KEYS[5], ARGV[1], 1)
call('SET', KEYS[7], '1', 'PX', ARGV[5])
for i = 8, 9 do
  if call('INCR', KEYS[i]) == 1 then
    call('PEXPIRE', KEYS[i], ARGV[6])
  end
end
-- Where nobody leaves or lists any more, they go all the same.
for i = 1, 5 do
  call('PEXPIRE', KEYS[i], ARGV[4])
end
return 'STORED'
