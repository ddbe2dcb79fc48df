-- Takes a node from those that listen to a chat.
--
-- KEYS[1] hash     state, as in transcript-append.lua
-- ARGV[1] integer  node
local nodes = redis.call('HGET', KEYS[1], 'nodes')
local first, last = string.find(nodes or '', ' ' .. ARGV[1] .. ' ', 1, true)
if first then
  -- One of the two blanks stays.
  redis.call('HSET', KEYS[1], 'nodes', string.sub(nodes, 1, first) .. string.sub(nodes, last + 1))
end
