-- Marks a message as answered, unless it was before.
--
-- KEYS     bodies, open, answered, answers, counts: as in offline-keep.lua
-- ARGV[1] integer  id
-- ARGV[2] string   queues, between blanks (" 5 7 "), or "*" for all
-- ARGV[3] integer  agent
-- returns a flat array: id, queue, t, body, agent and t of the answer; empty when there is no such message in these queues
local call = redis.call
local open = call('ZRANGEBYSCORE', KEYS[2], ARGV[1], ARGV[1])[1]
local member = open or call('ZRANGEBYSCORE', KEYS[3], ARGV[1], ARGV[1])[1]
if not member then
  return {}
end
local id, queue, t = string.match(member, '^(%d+) (%d+) (%d+)$')
if ARGV[2] ~= '*' and not string.find(ARGV[2], ' ' .. queue .. ' ', 1, true) then
  return {}
end
if open then
  local now = call('TIME')
  local at = now[1] .. string.format('%03d', math.floor(tonumber(now[2]) / 1000))
  local life = call('PTTL', KEYS[1])
  call('ZREM', KEYS[2], open)
  call('ZADD', KEYS[3], id, open)
  call('HSET', KEYS[4], id, ARGV[3] .. ' ' .. at)
  if call('HINCRBY', KEYS[5], queue, -1) <= 0 then
    call('HDEL', KEYS[5], queue)
  end
  call('PEXPIRE', KEYS[3], life)
  call('PEXPIRE', KEYS[4], life)
end
local answer = call('HGET', KEYS[4], id)
call('HSET', KEYS[4], id, answer)
local agent, at = string.match(answer, '^(%d+) (%d+)$')
return {id, queue, t, call('HGET', KEYS[1], id), agent, at}
