-- Takes the next number for a node, one that was never given, not even if a failover lost the last ones.
--
-- KEYS[1] string   the last number given (integer)
-- KEYS[2] string   the server's history when it was given, as in log-append.lua
-- ARGV[1] integer  more numbers than a failover can lose
-- returns the number
local history = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') or ''
local step = '1'
if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('GET', KEYS[2]) ~= history then
  step = ARGV[1]
end
redis.call('SET', KEYS[2], history)
return redis.call('INCRBY', KEYS[1], step)
