-- Counts who was seen in a shard in a window of slices: in each region in which somebody was, and over all of them. One
-- call, so that the total and the regions are of the same moment; the total is the union of the very same sketches.
--
-- KEYS  1  {sNN}:fence   2  {sNN}:probe; see apply.lua
-- ARGV  1  key prefix '{sNN}:'   2  first slice   3  last slice
-- Reply '*' count, then region count, and so on; all 250 regions in 30 slices are 7,500 sketches, and Lua unpacks 8,000.

local all, by_region = {}, {}
for number = tonumber(ARGV[2]), tonumber(ARGV[3]) do
  local slice = ARGV[1] .. 'now:' .. string.format('%.0f', number)
  for _, region in ipairs(redis.call('SMEMBERS', slice)) do
    local key = slice .. ':' .. region
    all[#all + 1] = key
    by_region[region] = by_region[region] or {}
    table.insert(by_region[region], key)
  end
end

if #all == 0 then
  return {'*', 0}
end
local counts = {'*', redis.call('PFCOUNT', unpack(all))}
for region, keys in pairs(by_region) do
  counts[#counts + 1] = region
  counts[#counts + 1] = redis.call('PFCOUNT', unpack(keys))
end
return counts
