package io.rollcall.standalone.faults;

import io.rollcall.event.Shards;
import io.rollcall.rollup.Ledger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The ledger of every shard in every partition, as it stands in Redis: read without the code that wrote it. */
public final class ShardLedgers {
    private ShardLedgers() {}

    /** With what reads a hash by its key. */
    public static Map<Expected.PartitionShard, Ledger> of(Function<String, Map<String, String>> hashes) {
        Map<Expected.PartitionShard, Ledger> ledgers = new HashMap<>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            int of = shard;
            hashes.apply(String.format(Locale.ROOT, "{s%02d}:ledger", shard)).forEach((field, records) -> {
                String[] name = field.split(":", -1); // topic id, partition, column
                ledgers.merge(
                        new Expected.PartitionShard(Integer.parseInt(name[1]), of),
                        column(name[2], Long.parseLong(records)),
                        Ledger::plus);
            });
        }
        return ledgers;
    }

    private static Ledger column(String name, long records) {
        return switch (name) {
            case "counted" -> new Ledger(records, 0, 0, 0);
            case "duplicate" -> new Ledger(0, records, 0, 0);
            case "late" -> new Ledger(0, 0, records, 0);
            case "unreadable" -> new Ledger(0, 0, 0, records);
            case "erased" -> new Ledger(0, 0, 0, 0, records);
            default -> throw new IllegalStateException("not a column of the ledger: " + name);
        };
    }
}
