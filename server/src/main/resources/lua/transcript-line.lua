-- Appends a system line and makes its membership the valid one, once per membership version.
--
-- KEYS[1] stream   lines   ) as in
-- KEYS[2] hash     state   ) transcript-append.lua
-- ARGV[1] integer  membership version that the line brings
-- ARGV[2] integer  membership version that it follows, 0 for none
-- ARGV[3] string   who may write from now on: " c1 a2 ", or " " when the chat is closed
-- ARGV[4] integer  how many entries a transcript may have, with the room kept for lines
-- ARGV[5] integer  ms until the keys of a closed chat expire, unless somebody sets another time
-- ARGV[6] bytes    body
-- returns "STORED <sequence> <t> <v> <1 if the chat has this version already> <listening nodes>"; sequence 0: no line was
-- written; or "BEHIND <stored version>": the line before this one is missing
local state = redis.call('HMGET', KEYS[2], 'version', 'sequence', 'visible', 'nodes')
local sequence = tonumber(state[2] or '0') + 1
local visible = state[3] or '0'
local nodes = state[4] or ' '
local now = redis.call('TIME')
local t = now[1] .. string.format('%03d', math.floor(tonumber(now[2]) / 1000))
local version = tonumber(state[1] or '0')
if tonumber(ARGV[1]) <= version then
  -- Written once more for the sake of a wait for replicas, as in transcript-append.lua.
  redis.call('HSET', KEYS[2], 'version', state[1])
  return 'STORED 0 ' .. t .. ' ' .. visible .. ' 1' .. nodes
end
-- A newer version than the one it follows is left from a part of the log that was lost: nothing is missing then.
if version < tonumber(ARGV[2]) then
  return string.format('BEHIND %.0f', version)
end

-- At the bound the membership still changes: who may write matters more than the line that says so.
local last = sequence - 1
local lastVisible = visible
local written = 0
if sequence <= tonumber(ARGV[4]) then
  redis.call('XADD', KEYS[1], sequence .. '-0', 't', t, 'v', visible, 'o', '0', 'd', ARGV[6])
  last = sequence
  lastVisible = sequence
  written = sequence
end
local closed = ARGV[3] == ' '
if closed then
  -- With it go the ids of the messages, which are many.
  redis.call('DEL', KEYS[2])
end
redis.call('HSET', KEYS[2], 'version', ARGV[1], 'members', ARGV[3], 'sequence', last, 'visible', lastVisible, 'nodes', nodes)
for _, key in ipairs({KEYS[1], KEYS[2]}) do
  if closed then
    redis.call('PEXPIRE', key, ARGV[5])
  else
    redis.call('PERSIST', key)
  end
end
return 'STORED ' .. written .. ' ' .. t .. ' ' .. visible .. ' 0' .. nodes
