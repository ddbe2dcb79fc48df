-- Appends a participant's entry to a chat's transcript, or finds the one stored earlier under its message id. Every
-- message of every chat passes here, so it makes as few calls as it can: all but the lines themselves is in one hash.
--
-- KEYS[1] stream   lines: entries "<sequence>-0" with t (UTC ms), v (last visible sequence before), o (1: staff only), d
-- KEYS[2] hash     state: version, members (" c1 a2 ", " " when closed), sequence, visible, nodes (" 5 7 ", those that
--                  listen); while the chat is open also "<member> <message id>" -> "<sequence> <t> <v>"
-- ARGV[1] integer  membership version that the sender's node knows
-- ARGV[2] string   member, the author
-- ARGV[3] string   message id
-- ARGV[4] 0 or 1   staff only
-- ARGV[5] integer  how many entries a transcript may have
-- ARGV[6] bytes    body
-- returns {"STORED", sequence, t, v, 1 if stored earlier, listening nodes} or {reason, stored version}
local id = ARGV[2] .. ' ' .. ARGV[3]
local state = redis.call('HMGET', KEYS[2], id, 'version', 'members', 'sequence', 'visible', 'nodes')
local nodes = state[6] or ' '
local known = state[1]
if known then
  -- Written once more, so that a wait for replicas after this call covers the entry: newer servers wait for what the
  -- same connection wrote, and a repeat may come over another one.
  redis.call('HSET', KEYS[2], id, known)
  local sequence, t, v = string.match(known, '^(%d+) (%d+) (%d+)$')
  return {'STORED', sequence, t, v, 1, nodes}
end

local version = tonumber(state[2] or '0')
local members = state[3] or ' '
local sequence = tonumber(state[4] or '0') + 1
local visible = state[5] or '0'
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
redis.call('HSET', KEYS[2], 'sequence', sequence, 'visible', ARGV[4] == '1' and visible or sequence,
  id, sequence .. ' ' .. t .. ' ' .. visible)
return {'STORED', sequence, t, visible, 0, nodes}
