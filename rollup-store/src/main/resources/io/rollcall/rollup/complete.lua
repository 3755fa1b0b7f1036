-- Says that a shard is complete from an earlier moment on, if a run's days are all there: a Redis that was wiped or fell
-- back in between has forgotten that they were restored.
--
-- KEYS  {sNN}:fence and {sNN}:probe
-- ARGV  1  key prefix '{sNN}:'   2  the run   3  since millis   4...  the days
-- The run is also kept as the one that ended last: whoever keeps figures of restored days drops them when it is another.
-- Reply 1 when it is so, 0 when a day is not there.

for i = 4, #ARGV do
  if redis.call('HGET', ARGV[1] .. 'restored', ARGV[i]) ~= ARGV[2] then
    return 0
  end
end
local fence = redis.call('HGETALL', KEYS[1])
for i = 1, #fence, 2 do
  if string.sub(fence[i], -6) == ':since' and tonumber(fence[i + 1]) > tonumber(ARGV[3]) then
    redis.call('HSET', KEYS[1], fence[i], ARGV[3])
  end
end
redis.call('HSET', ARGV[1] .. 'restored', '#last', ARGV[2])
redis.call('EXPIRE', ARGV[1] .. 'restored', 86400)
return 1
