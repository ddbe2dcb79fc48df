-- Adds a node to those that listen to a chat and returns the tail of the transcript; without a node, only the tail.
--
-- KEYS[1] stream   lines   ) as in
-- KEYS[2] hash     state   ) transcript-append.lua
-- KEYS[3] set      nodes   )
-- ARGV[1] integer  entries after this sequence
-- ARGV[2] integer  at most so many entries
-- ARGV[3] integer  node, or empty
-- ARGV[4] integer  ms until the set of nodes of a chat without a transcript expires
-- returns {last sequence or nil, entries as of XRANGE}
if ARGV[3] ~= '' then
  redis.call('SADD', KEYS[3], ARGV[3])
  -- The set lives as long as the chat's state: -2 means there is none yet, -1 that the chat is open.
  local life = redis.call('PTTL', KEYS[2])
  if life == -2 then
    redis.call('PEXPIRE', KEYS[3], ARGV[4])
  elseif life >= 0 then
    redis.call('PEXPIRE', KEYS[3], life)
  end
end
local entries = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1] .. '-0', '+', 'COUNT', ARGV[2])
return {redis.call('HGET', KEYS[2], 'sequence'), entries}
