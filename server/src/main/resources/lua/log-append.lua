-- Appends commands to the routing log, all or none.
--
-- KEYS[1] stream   log: entries "<position>-0" with p (tip before it), t (UTC ms of this server), d (payload)
-- KEYS[2] hash     its end: position (integer), tip (16 hex digits), history (the server's, when it was appended to)
-- ARGV[1] integer  entries get positions above this one; 0 normally
-- ARGV[2] integer  how many entries the log may have
-- ARGV[3] integer  more entries than a failover can lose
-- ARGV[4…] bytes   payloads
-- returns {first position, last position}, or nil when the log is full
local above = tonumber(ARGV[1])
local entries_max = tonumber(ARGV[2])
if redis.call('XLEN', KEYS[1]) + #ARGV - 3 > entries_max then
  return nil
end

-- Redis names its history anew whenever it may go on from less than it had: after a promotion and after a restart.
local history = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') or ''
local stored = redis.call('HMGET', KEYS[2], 'position', 'tip', 'history')
local position = tonumber(stored[1] or '0')
local tip = stored[2] or '0000000000000000'
if stored[1] and stored[3] ~= history then
  -- What was lost had positions, and chats their ids from these: none may come back.
  position = position + tonumber(ARGV[3])
end
if above > position then
  position = above
end

local now = redis.call('TIME')
local t = now[1] .. string.format('%03d', math.floor(tonumber(now[2]) / 1000))
local first = position + 1
local digits
for i = 4, #ARGV do
  position = position + 1
  digits = string.format('%.0f', position)
  redis.call('XADD', KEYS[1], digits .. '-0', 'p', tip, 't', t, 'd', ARGV[i])
  -- The same as dev.switchboard.server.log.Chain.
  tip = string.sub(redis.sha1hex(tip .. digits .. t .. ARGV[i]), 1, 16)
end
if digits then
  redis.call('HSET', KEYS[2], 'position', digits, 'tip', tip, 'history', history)
end
return {first, position}
