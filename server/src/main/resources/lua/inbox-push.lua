-- Appends a message to a node's inbox.
--
-- KEYS[1] stream   inbox: entries "<number>-0" with d (payload)
-- KEYS[2] string   number of the last message (integer)
-- ARGV[1] integer  how many messages the inbox keeps, about
-- ARGV[2] integer  ms that an inbox lives which nobody refreshes
-- ARGV[3] bytes    payload
-- returns the message's number
if redis.call('EXISTS', KEYS[2]) == 0 then
  -- Numbers start with the time in microseconds: an inbox that expired and was made anew shows as a gap.
  local now = redis.call('TIME')
  redis.call('SET', KEYS[2], now[1] .. string.format('%06d', now[2]), 'PX', ARGV[2])
end
local number = string.format('%.0f', redis.call('INCR', KEYS[2]))
local fresh = redis.call('EXISTS', KEYS[1]) == 0
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], number .. '-0', 'd', ARGV[3])
if fresh then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return number
