-- Puts a part of a restored day aside, under names that nobody reads. Asking twice changes nothing.
--
-- KEYS  {sNN}:fence and {sNN}:probe, so that a migrating slot refuses the call before its first write (see apply.lua)
-- ARGV  1  prefix of the names   2  their life in seconds
--       3  n, then n times: bucket profile packed
--       m, then m times: region count profile...

local prefix, life = ARGV[1], ARGV[2]
local at = 2

local function take()
  at = at + 1
  return (assert(ARGV[at], 'the call ends early'))
end

local touched = {}
for _ = 1, tonumber(take()) do
  local key, profile, packed = prefix .. 'eng:' .. take(), take(), take()
  redis.call('HSET', key, profile, packed)
  touched[key] = true
end

for _ = 1, tonumber(take()) do
  local key, count = prefix .. 'hll:' .. take(), tonumber(take())
  for i = at + 1, at + count, 1000 do -- Lua unpacks at most some 8,000 values
    redis.call('PFADD', key, unpack(ARGV, i, math.min(i + 999, at + count)))
  end
  at = at + count
  touched[key] = true
end

for key in pairs(touched) do
  redis.call('EXPIRE', key, life)
end
return 1
