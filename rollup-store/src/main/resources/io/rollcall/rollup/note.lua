-- Notes with a fence how few partitions have put shards into its partition.
--
-- KEYS  1  {sNN}:fence
-- ARGV  1  fence field (topic id:partition)    2  the field of the note    3  partitions
-- Reply 1 when it is noted, 0 when there is no fence, or fewer partitions were noted.

if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
  return 0
end
local noted = tonumber(redis.call('HGET', KEYS[1], ARGV[2]))
if noted and noted % tonumber(ARGV[3]) ~= 0 then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
return 1
