-- Up to where on the log the live counters had counted when the day :dt was read, by shard and partition.
SELECT shard, kafka_partition, next_offset
FROM gold.live_day
WHERE shard IS NOT NULL AND dt = :dt
