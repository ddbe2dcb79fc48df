-- Appends what a log position brought to the outbox and the record stream, once.
--
-- KEYS[1] string   cursor: position up to which everything was published (integer)
-- KEYS[2] stream   outbox: entries with d (message)
-- KEYS[3] stream   records: entries with c (chat), d (record); ids are this server's time
-- KEYS[4…] list    per record, in order: ids of the records of its chat, newest last
-- ARGV[1] integer  the cursor that the publisher knows
-- ARGV[2] integer  position, the cursor from now on
-- ARGV[3] integer  how many messages the outbox keeps, about
-- ARGV[4] integer  how many records are kept, about
-- ARGV[5] integer  ms that records are kept
-- ARGV[6] integer  how many records of one chat can be found
-- ARGV[7] integer  number of messages
-- ARGV[8…] bytes   messages, then for each record its chat and the record
-- returns the cursor afterwards
local cursor = redis.call('GET', KEYS[1]) or '0'
if tonumber(cursor) ~= tonumber(ARGV[1]) or tonumber(ARGV[2]) <= tonumber(cursor) then
  -- Written once more for the sake of a wait for replicas, as in transcript-append.lua.
  redis.call('SET', KEYS[1], cursor)
  return cursor
end

local messages = tonumber(ARGV[7])
for i = 8, 7 + messages do
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], '*', 'd', ARGV[i])
end
local records = 0
for i = 8 + messages, #ARGV, 2 do
  local id = redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[4], '*', 'c', ARGV[i], 'd', ARGV[i + 1])
  local index = KEYS[4 + records]
  redis.call('RPUSH', index, id)
  redis.call('LTRIM', index, '-' .. ARGV[6], -1)
  redis.call('PEXPIRE', index, ARGV[5])
  records = records + 1
end
if records > 0 then
  local now = redis.call('TIME')
  local oldest = tonumber(now[1]) * 1000 - tonumber(ARGV[5])
  redis.call('XTRIM', KEYS[3], 'MINID', '~', string.format('%.0f', oldest))
end
redis.call('SET', KEYS[1], ARGV[2])
return ARGV[2]
