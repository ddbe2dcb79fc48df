-- Appends a participant's entry to a chat's transcript, or finds the one stored earlier under its message id.
--
-- KEYS[1] stream   lines: entries "<sequence>-0" with t (UTC ms), v (last visible sequence before), o (1: staff only), d
-- KEYS[2] hash     state: version, members (" c1 a2 ", " " when closed), sequence, visible
-- KEYS[3] hash     ids: "<member> <message id>" -> "<sequence> <t> <v>"; only while the chat is open
-- KEYS[4] set      nodes that listen
-- ARGV[1] integer  membership version that the sender's node knows
-- ARGV[2] string   member, the author
-- ARGV[3] string   message id
-- ARGV[4] 0 or 1   staff only
-- ARGV[5] integer  how many entries a transcript may have
-- ARGV[6] bytes    body
-- returns {"STORED", sequence, t, v, 1 if stored earlier, listening node…} or {reason, stored version}
local id = ARGV[2] .. ' ' .. ARGV[3]
local known = redis.call('HGET', KEYS[3], id)
if known then
  -- Written once more, so that a wait for replicas after this call covers the entry: newer servers wait for what the
  -- same connection wrote, and a repeat may come over another one.
  redis.call('HSET', KEYS[3], id, known)
  local sequence, t, v = string.match(known, '^(%d+) (%d+) (%d+)$')
  return {'STORED', sequence, t, v, 1, unpack(redis.call('SMEMBERS', KEYS[4]))}
end

local state = redis.call('HMGET', KEYS[2], 'version', 'members', 'sequence', 'visible')
local version = tonumber(state[1] or '0')
local members = state[2] or ' '
local sequence = tonumber(state[3] or '0') + 1
local visible = state[4] or '0'
local function rejected(why)
  return {why, string.format('%.0f', version)}
end
if tonumber(ARGV[1]) > version then
  return rejected('BEHIND')
end
if members == ' ' then
  return rejected('CLOSED')
end
if not string.find(members, ' ' .. ARGV[2] .. ' ', 1, true) then
  return rejected('NOT_A_MEMBER')
end
if sequence > tonumber(ARGV[5]) then
  return rejected('FULL')
end

local now = redis.call('TIME')
local t = now[1] .. string.format('%03d', math.floor(tonumber(now[2]) / 1000))
redis.call('XADD', KEYS[1], sequence .. '-0', 't', t, 'v', visible, 'o', ARGV[4], 'd', ARGV[6])
redis.call('HSET', KEYS[2], 'sequence', sequence, 'visible', ARGV[4] == '1' and visible or sequence)
redis.call('HSET', KEYS[3], id, sequence .. ' ' .. t .. ' ' .. visible)
return {'STORED', sequence, t, visible, 0, unpack(redis.call('SMEMBERS', KEYS[4]))}
