-- Takes a profile out of one shard's counters of one day, so that they say what they would without it. Asking twice
-- changes nothing the second time. The HyperLogLogs stay: they cannot forget.
--
-- KEYS  {sNN}:fence and {sNN}:probe
-- ARGV  1  key prefix '{sNN}:'   2  dt   3  profile   4...  the buckets of the day that there are
-- Reply {dau, events, plays, searches, browses, watch_sec} that were taken from '*', as text.

local prefix, dt, profile = ARGV[1], ARGV[2], ARGV[3]
local day = prefix .. 'day:' .. dt
local names = {'events', 'play_events', 'search_events', 'browse_events', 'total_watch_time_sec'}

local function whole(number)
  return string.format('%.0f', number)
end

local has_day = redis.call('HLEN', day) > 0
local holders, taken, active = {}, {0, 0, 0, 0, 0}, 0
local by_region = {}
for i = 4, #ARGV do
  local key = prefix .. 'eng:' .. dt .. ':' .. ARGV[i]
  local packed = redis.call('HGET', key, profile)
  if packed then
    holders[#holders + 1] = key
    for mark, region, e, p, s, b, w in string.gmatch(packed, '(%-?)(%u%u):(%d+),(%d+),(%d+),(%d+),(%d+);') do
      local counters = {tonumber(e), tonumber(p), tonumber(s), tonumber(b), tonumber(w)}
      by_region[#by_region + 1] = {region, mark == '', counters}
      for j, counter in ipairs(counters) do
        taken[j] = taken[j] + counter
      end
      if mark == '' then
        active = 1
      end
    end
  end
end

-- Nothing below can fail.

local function take_from(region, name, amount)
  if has_day and amount > 0 then
    local field = region .. ':' .. name
    -- A counter that nothing was added to has no field.
    if redis.call('HINCRBY', day, field, '-' .. whole(amount)) <= 0 then
      redis.call('HDEL', day, field)
    end
  end
end
local function take_all(region, dau, counters)
  take_from(region, 'dau', dau)
  for j, name in ipairs(names) do
    take_from(region, name, counters[j])
  end
end
for _, one in ipairs(by_region) do
  take_all(one[1], one[2] and 1 or 0, one[3])
end
take_all('*', active, taken)
for _, key in ipairs(holders) do
  redis.call('HDEL', key, profile)
end
return {whole(active), whole(taken[1]), whole(taken[2]), whole(taken[3]), whole(taken[4]), whole(taken[5])}
