-- Reads objects: one by id, one by name, or those after an id.
--
-- KEYS[1] hash     values     )
-- KEYS[2] hash     revisions  ) as in
-- KEYS[3] hash     names      ) account-put.lua
-- KEYS[4] hash     holders    )
-- KEYS[5] zset     ids        )
-- ARGV[1] string   "id", "name" or "after"
-- ARGV[2] string   the id, the name, or the id after which to start
-- ARGV[3] integer  at most so many
-- returns a flat array: id, name, revision, value of each object
local ids
if ARGV[1] == 'after' then
  ids = redis.call('ZRANGEBYSCORE', KEYS[5], '(' .. ARGV[2], '+inf', 'LIMIT', 0, ARGV[3])
elseif ARGV[1] == 'name' then
  ids = {redis.call('HGET', KEYS[4], ARGV[2]) or nil}
else
  ids = {ARGV[2]}
end
local found = {}
for _, id in ipairs(ids) do
  local revision = redis.call('HGET', KEYS[2], id)
  if revision then
    table.insert(found, id)
    table.insert(found, redis.call('HGET', KEYS[3], id))
    table.insert(found, revision)
    table.insert(found, redis.call('HGET', KEYS[1], id))
  end
end
return found
