-- Adds a node to those that listen to a chat and returns the tail of the transcript; without a node, only the tail.
--
-- KEYS[1] stream   lines   ) as in
-- KEYS[2] hash     state   ) transcript-append.lua
-- ARGV[1] integer  entries after this sequence
-- ARGV[2] integer  at most so many entries
-- ARGV[3] integer  node, or empty
-- ARGV[4] integer  ms until the state of a chat without a transcript expires
-- returns {last sequence or nil, entries as of XRANGE}
local state = redis.call('HMGET', KEYS[2], 'sequence', 'nodes')
if ARGV[3] ~= '' then
  local nodes = state[2] or ' '
  if not string.find(nodes, ' ' .. ARGV[3] .. ' ', 1, true) then
    nodes = nodes .. ARGV[3] .. ' '
  end
  -- Written even when it is there already: a wait for replicas then covers it, as in transcript-append.lua.
  redis.call('HSET', KEYS[2], 'nodes', nodes)
  if not state[1] then
    redis.call('PEXPIRE', KEYS[2], ARGV[4])
  end
end
local entries = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1] .. '-0', '+', 'COUNT', ARGV[2])
return {state[1], entries}
