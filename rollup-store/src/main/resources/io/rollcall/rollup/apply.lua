-- Applies one (batch, partition, shard): all of it and the fence, or nothing.
--
-- Two passes: the first reads and checks, the second writes. A Lua error in the middle of a script leaves what it wrote
-- before, so nothing that can fail comes after the first write. The sketches are the exception, and written first: only
-- adding to one tells whether it is whole, and adding to it twice changes nothing.
--
-- KEYS  1  {sNN}:fence
--       2  {sNN}:probe, which never exists: with two keys Redis answers TRYAGAIN or ASK before the first write while
--          the slot migrates; with one it would break the script half-way.
-- ARGV  1  fence field (topic id:partition)    2  expected offset, '' for none yet    3  next offset
--       4  leader epoch of the record before it 5  as_of millis, '' to keep            6  since millis, '' to keep
--       7  how few partitions, '' to keep
--       8  counted   9  duplicate   10  late   11  unreadable   12  erased
--       13 key prefix '{sNN}:'   14 buckets for a new day   15 day TTL s   16 sketch TTL s   17 slice TTL s
--       18 n, then n times: dt region profile hash active(0|1) events plays searches browses watch_sec
--       m, then m times: slice region count profile...
--       l, then l times: dt region count profile...; who came too late to be counted
-- Reply {1, next} when applied, {0, stored fence or ''} when the fence stood elsewhere.

local fence, field = KEYS[1], ARGV[1]
local stored = redis.call('HGET', fence, field) or ''
if stored ~= ARGV[2] then
  return {0, stored}
end

local prefix = ARGV[13]
local default_buckets, day_ttl, sketch_ttl, slice_ttl = ARGV[14], ARGV[15], ARGV[16], ARGV[17]
local at = 17

local function take()
  at = at + 1
  return (assert(ARGV[at], 'the call ends early'))
end

local function take_number()
  local text = take()
  local number = tonumber(text)
  assert(number and number >= 0 and number < 9007199254740992, 'not a counter: ' .. text)
  return number
end

local function whole(number)
  return string.format('%.0f', number)
end

-- A key that holds something else than it should; the word is what RedisRefusal knows it by.
local function damaged(key, what)
  error('DAMAGED ' .. key .. ' ' .. what)
end

local function number_in(key, name, text)
  local number = tonumber(text or '0')
  if not number then
    damaged(key, 'has no number in ' .. name .. ': ' .. text)
  end
  return number
end

-- Kinds of the keys this call may write, read once each; a key that does not exist yet gets its TTL at the end.
local kinds, fresh = {}, {}
local function expect(key, kind, ttl)
  if not kinds[key] then
    kinds[key] = redis.call('TYPE', key).ok
    if kinds[key] ~= kind and kinds[key] ~= 'none' then
      damaged(key, 'is a ' .. kinds[key])
    end
    if kinds[key] == 'none' then
      fresh[#fresh + 1] = {key, ttl}
    end
  end
end

expect(fence, 'hash')
expect(prefix .. 'ledger', 'hash')
expect(prefix .. 'regions', 'hash')
expect(prefix .. 'late', 'hash')
fresh = {} -- these four live as long as the deployment

local ledger, tallies = prefix .. 'ledger', {}
for i, name in ipairs({'counted', 'duplicate', 'late', 'unreadable', 'erased'}) do
  local by = ARGV[7 + i]
  assert(tonumber(by), 'not a counter: ' .. by)
  if by ~= '0' then
    local tally = field .. ':' .. name
    tallies[#tallies + 1] = tally
    tallies[#tallies + 1] = whole(number_in(ledger, tally, redis.call('HGET', ledger, tally)) + by)
  end
end

-- Pass 1: read.

local buckets = {}
local function buckets_of(dt)
  if not buckets[dt] then
    local day = prefix .. 'day:' .. dt
    expect(day, 'hash', day_ttl)
    buckets[dt] = number_in(day, '#buckets', redis.call('HGET', day, '#buckets') or default_buckets)
    if buckets[dt] < 1 then
      damaged(day, 'has no buckets')
    end
  end
  return buckets[dt]
end

local totals, total_of = {}, {}
local function total(dt, region)
  local id = dt .. region
  if not total_of[id] then
    total_of[id] = {dt = dt, region = region, dau = 0, events = 0, plays = 0, searches = 0, browses = 0, watch = 0}
    totals[#totals + 1] = total_of[id]
  end
  return total_of[id]
end

local sketches, sketch_of = {}, {}
local function sketch(key, ttl, profile)
  if not sketch_of[key] then
    sketch_of[key] = {key = key, profiles = {}, ttl = redis.call('EXISTS', key) == 0 and ttl}
    sketches[#sketches + 1] = sketch_of[key]
  end
  local profiles = sketch_of[key].profiles
  profiles[#profiles + 1] = profile
end

local function first_appearance(dt, region, profile)
  local counters = total(dt, region)
  counters.dau = counters.dau + 1
  sketch(prefix .. 'hll:' .. dt .. ':' .. region, sketch_ttl, profile)
end

local newest = {} -- region -> newest dt in this call with a first appearance
local profiles, profile_of = {}, {}
local function profile_entry(key, profile)
  local id = key .. ' ' .. profile
  if not profile_of[id] then
    local packed = redis.call('HGET', key, profile)
    if not packed then
      expect(key, 'hash', day_ttl)
    end
    profile_of[id] = {key = key, profile = profile, packed = packed or ''}
    profiles[#profiles + 1] = profile_of[id]
  end
  return profile_of[id]
end

for _ = 1, take_number() do
  local dt, region, profile, hash = take(), take(), take(), take_number()
  local active = take() == '1'
  local events, plays, searches, browses, watch =
    take_number(), take_number(), take_number(), take_number(), take_number()
  assert(string.find(region, '^%u%u$'), 'not a region: ' .. region)

  local entry = profile_entry(prefix .. 'eng:' .. dt .. ':' .. whole(hash % buckets_of(dt)), profile)
  local packed = entry.packed
  -- One 'US:events,plays,searches,browses,watch_sec;' a region; '-US:...' until the profile was active there.
  local from, to, mark, e, p, s, b, w =
    string.find(packed, '(%-?)' .. region .. ':(%d+),(%d+),(%d+),(%d+),(%d+);')
  local new_here = active and (not from or mark == '-')
  if new_here then
    first_appearance(dt, region, profile)
    if dt > (newest[region] or '') then
      newest[region] = dt
    end
    if not string.find(';' .. packed, ';%u') then
      first_appearance(dt, '*', profile)
    end
  end
  local counters = (active or (from and mark == '')) and '' or '-'
  counters = counters .. region .. ':'
    .. whole(events + (e or 0)) .. ',' .. whole(plays + (p or 0)) .. ',' .. whole(searches + (s or 0)) .. ','
    .. whole(browses + (b or 0)) .. ',' .. whole(watch + (w or 0)) .. ';'
  if from then
    entry.packed = string.sub(packed, 1, from - 1) .. counters .. string.sub(packed, to + 1)
  else
    entry.packed = packed .. counters
  end

  for _, name in ipairs({region, '*'}) do
    local sum = total(dt, name)
    sum.events, sum.plays, sum.searches = sum.events + events, sum.plays + plays, sum.searches + searches
    sum.browses, sum.watch = sum.browses + browses, sum.watch + watch
  end
end

local slices = {} -- key -> the regions in which this call saw somebody
for _ = 1, take_number() do
  local slice, region = prefix .. 'now:' .. take(), take()
  assert(string.find(region, '^%u%u$'), 'not a region: ' .. region)
  expect(slice, 'set', slice_ttl)
  slices[slice] = slices[slice] or {}
  table.insert(slices[slice], region)
  for _ = 1, take_number() do
    sketch(slice .. ':' .. region, slice_ttl, take())
  end
end

-- What the counters of the days will say.
local sums = {}
for _, sum in ipairs(totals) do
  local day, names, amounts = prefix .. 'day:' .. sum.dt, {}, {}
  for _, one in ipairs({{'dau', sum.dau}, {'events', sum.events}, {'play_events', sum.plays},
      {'search_events', sum.searches}, {'browse_events', sum.browses}, {'total_watch_time_sec', sum.watch}}) do
    if one[2] > 0 then
      names[#names + 1] = sum.region .. ':' .. one[1]
      amounts[#amounts + 1] = one[2]
    end
  end
  local fields = {'#buckets', whole(buckets[sum.dt])}
  if #names > 0 then
    local stands = redis.call('HMGET', day, unpack(names))
    for i, name in ipairs(names) do
      fields[#fields + 1] = name
      fields[#fields + 1] = whole(number_in(day, name, stands[i]) + amounts[i])
    end
  end
  sums[#sums + 1] = {day = day, fields = fields}
end

local newest_late = {} -- region -> newest dt of which this call has somebody who came too late
for _ = 1, take_number() do
  local dt, region = take(), take()
  assert(string.find(region, '^%u%u$'), 'not a region: ' .. region)
  for _ = 1, take_number() do
    local profile = take()
    for _, name in ipairs({region, '*'}) do
      sketch(prefix .. 'late:' .. dt .. ':' .. name, sketch_ttl, profile)
    end
  end
  for _, name in ipairs({region, '*'}) do
    if dt > (newest_late[name] or '') then
      newest_late[name] = dt
    end
  end
end

local function updates(key, by_region)
  local changed = {}
  for region, dt in pairs(by_region) do
    if dt > (redis.call('HGET', key, region) or '') then
      changed[#changed + 1] = region
      changed[#changed + 1] = dt
    end
  end
  return changed
end
local region_updates = updates(prefix .. 'regions', newest)
local late_updates = updates(prefix .. 'late', newest_late)

-- Pass 2: write.

for _, s in ipairs(sketches) do
  for i = 1, #s.profiles, 1000 do -- Lua unpacks at most some 8,000 values
    redis.call('PFADD', s.key, unpack(s.profiles, i, math.min(i + 999, #s.profiles)))
  end
  if s.ttl then
    redis.call('EXPIRE', s.key, s.ttl)
  end
end

-- Nothing below can fail.

redis.call('HSET', fence, field, ARGV[3], field .. ':epoch', ARGV[4])
if ARGV[5] ~= '' then
  redis.call('HSET', fence, field .. ':as_of', ARGV[5])
end
if ARGV[6] ~= '' then
  redis.call('HSET', fence, field .. ':since', ARGV[6])
end
if ARGV[7] ~= '' then
  redis.call('HSET', fence, field .. ':partitions', ARGV[7])
end

if #tallies > 0 then
  redis.call('HSET', ledger, unpack(tallies))
end

for _, entry in ipairs(profiles) do
  redis.call('HSET', entry.key, entry.profile, entry.packed)
end

for _, sum in ipairs(sums) do
  redis.call('HSET', sum.day, unpack(sum.fields))
end

for slice, regions in pairs(slices) do
  redis.call('SADD', slice, unpack(regions))
end

if #region_updates > 0 then
  redis.call('HSET', prefix .. 'regions', unpack(region_updates))
end
if #late_updates > 0 then
  redis.call('HSET', prefix .. 'late', unpack(late_updates))
end

-- Relative, never from dt: a replay of an old log must not delete at once what it builds.
for _, key in ipairs(fresh) do
  redis.call('EXPIRE', key[1], key[2])
end

return {1, ARGV[3]}
