-- Counts groups of sketches of a shard, each group as one union, in one call: hundreds of regions are not hundreds of
-- calls. Who asks sees to it that one call does not take too many.
--
-- KEYS  the sketches, group by group
-- ARGV  1  sketches in a group, at most the 8,000 that Lua unpacks
-- Reply a count for each group, in their order

local size = tonumber(ARGV[1])
local counts = {}
for first = 1, #KEYS, size do
  counts[#counts + 1] = redis.call('PFCOUNT', unpack(KEYS, first, first + size - 1))
end
return counts
