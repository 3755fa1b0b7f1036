-- Takes events from a bucket that all gateways share, or none. By this server's clock, of which there is one.
-- KEYS[1] the bucket; ARGV: events it gains a second, events it holds, events asked for.
-- Answers how many milliseconds to wait until there are so many (0: they were taken), and how many are left.
local rate, capacity, asked = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
local left, at = tonumber(kept[1] or ''), tonumber(kept[2] or '')
if not left or not at then
    left, at = capacity, now
end
left = math.min(capacity, left + math.max(0, now - at) * rate / 1000)
local wait = 0
if left >= asked then
    left = left - asked
else
    wait = math.max(1, math.ceil((asked - left) * 1000 / rate))
end
redis.call('HSET', KEYS[1], 'left', string.format('%.3f', left), 'at', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(capacity * 1000 / rate) + 1000)
return {wait, math.floor(left)}
