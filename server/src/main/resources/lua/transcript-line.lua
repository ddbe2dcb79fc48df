-- Appends a system line and makes its membership the valid one, once per membership version.
--
-- KEYS[1] stream   lines   ) as in
-- KEYS[2] hash     state   ) transcript-append.lua
-- KEYS[3] hash     ids     )
-- KEYS[4] set      nodes   )
-- ARGV[1] integer  membership version that the line brings
-- ARGV[2] string   who may write from now on: " c1 a2 ", or " " when the chat is closed
-- ARGV[3] integer  how many entries a transcript may have, with the room kept for lines
-- ARGV[4] integer  ms until the keys of a closed chat expire, unless somebody sets another time
-- ARGV[5] bytes    body
-- returns {sequence, t, v, 1 if the chat has this version already, listening node…}; sequence 0: no line was written
local state = redis.call('HMGET', KEYS[2], 'version', 'sequence', 'visible')
local sequence = tonumber(state[2] or '0') + 1
local visible = state[3] or '0'
local nodes = redis.call('SMEMBERS', KEYS[4])
local now = redis.call('TIME')
local t = now[1] .. string.format('%03d', math.floor(tonumber(now[2]) / 1000))
if tonumber(ARGV[1]) <= tonumber(state[1] or '0') then
  return {0, t, visible, 1, unpack(nodes)}
end

redis.call('HSET', KEYS[2], 'version', ARGV[1], 'members', ARGV[2])
-- At the bound the membership still changes: who may write matters more than the line that says so.
local written = 0
if sequence <= tonumber(ARGV[3]) then
  redis.call('XADD', KEYS[1], sequence .. '-0', 't', t, 'v', visible, 'o', '0', 'd', ARGV[5])
  redis.call('HSET', KEYS[2], 'sequence', sequence, 'visible', sequence)
  written = sequence
end
if ARGV[2] == ' ' then
  redis.call('DEL', KEYS[3])
  for _, key in ipairs({KEYS[1], KEYS[2], KEYS[4]}) do
    redis.call('PEXPIRE', key, ARGV[4])
  end
else
  for _, key in ipairs({KEYS[1], KEYS[2], KEYS[4]}) do
    redis.call('PERSIST', key)
  end
end
return {written, t, visible, 0, unpack(nodes)}
