-- Reads entries of the routing log together with its end, so that both belong to the same instant.
--
-- KEYS[1] stream   log, see log-append.lua
-- KEYS[2] hash     its end: position, tip
-- ARGV[1] integer  entries after this position
-- ARGV[2] integer  at most so many entries
-- returns {position, tip, entries as of XRANGE}; position and tip are nil for an empty log
local stored = redis.call('HMGET', KEYS[2], 'position', 'tip')
local entries = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1] .. '-0', '+', 'COUNT', ARGV[2])
return {stored[1], stored[2], entries}
