-- Appends participants' entries to the transcripts of their chats, or finds those stored earlier under their message
-- ids. Every message of every chat passes here: one call takes many, and each makes as few calls as it can, which is why
-- all but the lines themselves is in one hash. What becomes of one message does not touch the others.
--
-- KEYS     for each message two
--   stream lines: entries "<sequence>-0" with t (UTC ms), v (last visible sequence before), o (1: staff only), d
--   hash   state: version, members (" c1 a2 ", " " when closed), sequence, visible, nodes (" 5 7 ", those that
--          listen); while the chat is open also "<member> <message id>" -> "<sequence> <t> <v>"
-- ARGV[1] integer  how many entries a transcript may have
-- ARGV     for each message five
--   integer membership version that the sender's node knows
--   string  member, the author
--   string  message id
--   0 or 1  staff only
--   bytes   body
-- returns for each message "STORED <sequence> <t> <v> <1 if stored earlier> <listening nodes>", or "<reason> <stored
-- version>", or an error
local call, find, format = redis.pcall, string.find, string.format
local now = redis.call('TIME')
local t = now[1] .. format('%03d', math.floor(tonumber(now[2]) / 1000))
local most = tonumber(ARGV[1])

local function append(lines, key, version, member, message, staff, body)
  local id = member .. ' ' .. message
  local state = call('HMGET', key, id, 'version', 'members', 'sequence', 'visible', 'nodes')
  if state.err then
    return state
  end
  local known = state[1]
  local nodes = state[6] or ' '
  if known then
    -- Written once more, so that a wait for replicas after this call covers the entry: newer servers wait for what the
    -- same connection wrote, and a repeat may come over another one.
    local again = call('HSET', key, id, known)
    return type(again) == 'table' and again or 'STORED ' .. known .. ' 1' .. nodes
  end

  local stored = tonumber(state[2] or '0')
  local members = state[3] or ' '
  local sequence = tonumber(state[4] or '0') + 1
  local visible = state[5] or '0'
  local refused = tonumber(version) > stored and 'BEHIND'
    or members == ' ' and 'CLOSED'
    or not find(members, ' ' .. member .. ' ', 1, true) and 'NOT_A_MEMBER'
    or sequence > most and 'FULL'
  if refused then
    return refused .. format(' %.0f', stored)
  end

  -- As text, because a number costs Redis more.
  local number = format('%d', sequence)
  local added = call('XADD', lines, number .. '-0', 't', t, 'v', visible, 'o', staff, 'd', body)
  if type(added) == 'table' and added.err then
    return added
  end
  local what = number .. ' ' .. t .. ' ' .. visible
  local kept = call('HSET', key, 'sequence', number, 'visible', staff == '1' and visible or number, id, what)
  return type(kept) == 'table' and kept or 'STORED ' .. what .. ' 0' .. nodes
end

local answers = {}
for i = 1, #KEYS / 2 do
  local a = i * 5 - 3
  answers[i] = append(KEYS[i * 2 - 1], KEYS[i * 2], ARGV[a], ARGV[a + 1], ARGV[a + 2], ARGV[a + 3], ARGV[a + 4])
end
return answers
