-- Reads a node's inbox and keeps it alive; makes it when there is none.
--
-- KEYS[1] stream   inbox   ) as in
-- KEYS[2] string   number  ) inbox-push.lua
-- ARGV[1] integer  messages after this number
-- ARGV[2] integer  at most so many
-- ARGV[3] integer  ms that the inbox lives from now on
-- returns {number of the last message, entries as of XRANGE}
if redis.call('EXISTS', KEYS[2]) == 0 then
  local now = redis.call('TIME')
  redis.call('SET', KEYS[2], now[1] .. string.format('%06d', now[2]))
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
local entries = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1] .. '-0', '+', 'COUNT', ARGV[2])
return {redis.call('GET', KEYS[2]), entries}
