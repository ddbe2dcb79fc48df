-- Lists messages that customers left, and counts the open ones.
--
-- KEYS     bodies, open, answered, answers, counts: as in offline-keep.lua
-- ARGV[1] 0 or 1   the answered ones, newest first; else the open ones, oldest first
-- ARGV[2] integer  id of the message before the first, 0 for the start
-- ARGV[3] integer  at most so many
-- ARGV[4] string   queues, between blanks (" 5 7 "), or "*" for all
-- returns a flat array: the count; then of each message id, queue, t, body, agent and t of the answer (0 for none)
local call = redis.call
local function wanted(queue)
  return ARGV[4] == '*' or string.find(ARGV[4], ' ' .. queue .. ' ', 1, true)
end

local open = 0
local counts = call('HGETALL', KEYS[5])
for i = 1, #counts, 2 do
  if wanted(counts[i]) then
    open = open + tonumber(counts[i + 1])
  end
end

local found = {open}
local most = tonumber(ARGV[3])
local after = ARGV[2]
local answered = ARGV[1] == '1'
if not answered and after == '0' then
  -- Not to look through the messages of all other queues for more than there are: consoles ask often.
  most = math.min(most, open)
end
while most > 0 do
  local members
  if answered then
    local from = after == '0' and '+inf' or '(' .. after
    members = call('ZREVRANGEBYSCORE', KEYS[3], from, '-inf', 'LIMIT', 0, 500)
  else
    members = call('ZRANGEBYSCORE', KEYS[2], '(' .. after, '+inf', 'LIMIT', 0, 500)
  end
  for _, member in ipairs(members) do
    local id, queue, t = string.match(member, '^(%d+) (%d+) (%d+)$')
    after = id
    if most > 0 and wanted(queue) then
      most = most - 1
      local agent, at = string.match(call('HGET', KEYS[4], id) or '0 0', '^(%d+) (%d+)$')
      for _, field in ipairs({id, queue, t, call('HGET', KEYS[1], id), agent, at}) do
        table.insert(found, field)
      end
    end
  end
  if #members < 500 then
    break
  end
end
return found
