-- Replaces what one shard holds of one day by what was put aside: all of it, or nothing.
--
-- Two passes, as in apply.lua: nothing that can fail comes after the first write.
--
-- KEYS  {sNN}:fence and {sNN}:probe
-- ARGV  1  key prefix '{sNN}:'   2  prefix of what was put aside   3  dt   4  the run
--       5  as_of millis that every partition of the shard must have reached
--       6  life of the counters in seconds, 0 when they are no longer live   7  life of the sketches in seconds
--       8  buckets   9  n, then n times: field value of the day's hash
--       b, then b times: a bucket that was put aside
--       r, then r times: a region whose sketch was put aside
-- Reply {1} when it is done (also earlier, by the same run), {0, why} when nothing was changed.

local prefix, staged, dt, run, as_of = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local day_life, sketch_life, buckets = ARGV[6], ARGV[7], ARGV[8]
local day, regions, restored = prefix .. 'day:' .. dt, prefix .. 'regions', prefix .. 'restored'
local at = 8

local function take()
  at = at + 1
  return (assert(ARGV[at], 'the call ends early'))
end

-- Pass 1: read.

if redis.call('HGET', restored, dt) == run then
  return {1}
end

local fence = redis.call('HGETALL', KEYS[1])
if #fence == 0 then
  return {0, 'no fence'}
end
local stands = {}
for i = 1, #fence, 2 do
  stands[fence[i]] = fence[i + 1]
end
for field in pairs(stands) do
  if not string.find(field, ':.*:') and tonumber(stands[field .. ':as_of'] or '0') < as_of then
    return {0, 'behind'}
  end
end

local fields = {}
for _ = 1, tonumber(take()) do
  fields[#fields + 1] = take()
  fields[#fields + 1] = take()
end

local renames, kept = {}, {}
local function rename(name, live, life)
  local from = staged .. name
  if redis.call('EXISTS', from) == 0 then
    return false
  end
  renames[#renames + 1] = {from, prefix .. live, life}
  kept[prefix .. live] = true
  return true
end
local complete = true
for _ = 1, tonumber(take()) do
  local bucket = take()
  complete = rename('eng:' .. bucket, 'eng:' .. dt .. ':' .. bucket, day_life) and complete
end
local active = {}
for _ = 1, tonumber(take()) do
  local region = take()
  active[#active + 1] = region
  complete = rename('hll:' .. region, 'hll:' .. dt .. ':' .. region, sketch_life) and complete
end
if not complete then
  return {0, 'lost'}
end

local known = redis.call('HGETALL', regions)
local newest, stale = {}, {prefix .. 'hll:' .. dt .. ':*'}
for i = 1, #known, 2 do
  newest[known[i]] = known[i + 1]
  stale[#stale + 1] = prefix .. 'hll:' .. dt .. ':' .. known[i]
end
if day_life ~= '0' then
  local before = tonumber(redis.call('HGET', day, '#buckets') or '0')
  for bucket = 0, math.max(before, tonumber(buckets)) - 1 do
    stale[#stale + 1] = prefix .. 'eng:' .. dt .. ':' .. string.format('%.0f', bucket)
  end
end

-- Pass 2: write. Nothing below can fail.

for _, key in ipairs(stale) do
  if not kept[key] then
    redis.call('DEL', key)
  end
end
for _, pair in ipairs(renames) do
  redis.call('RENAME', pair[1], pair[2])
  redis.call('EXPIRE', pair[2], pair[3])
end
if day_life ~= '0' then
  redis.call('DEL', day)
  if #fields > 0 then
    redis.call('HSET', day, '#buckets', buckets)
    for i = 1, #fields, 2 do
      redis.call('HSET', day, fields[i], fields[i + 1])
    end
    redis.call('EXPIRE', day, day_life)
  end
end
for _, region in ipairs(active) do
  if region ~= '*' and dt > (newest[region] or '') then
    redis.call('HSET', regions, region, dt)
  end
end
redis.call('HSET', restored, dt, run)
redis.call('EXPIRE', restored, 86400)
return {1}
