package io.rollcall.lake;

import io.rollcall.lake.engine.Literal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.ValidationException;
import org.jspecify.annotations.Nullable;

/** Keeps {@link LakeTable#SUBSCRIPTION_CHANGE} up to the published days; a day whose events are dropped keeps what it said. */
final class SubscriptionChanges {
    private static final String BASIS = "rollcall.basis.";

    private final Lake lake;

    SubscriptionChanges(Lake lake) {
        this.lake = lake;
    }

    /**
     * Reads the days that were published since.
     *
     * @param published all days
     * @throws ErasedMeanwhileException when profiles were erased meanwhile: do it again
     */
    void follow(NavigableMap<LocalDate, PublishedDay> published) {
        // The mark first: what is erased from then on must not come back through this table.
        Table table = lake.table(LakeTable.SUBSCRIPTION_CHANGE);
        String mark = ErasureMark.read(table.properties());
        published.values().stream()
                .filter(day -> !basis(day).equals(known(table, day.dt())))
                .forEach(day -> read(day, mark));
    }

    private static String basis(PublishedDay day) {
        return day.publishedAt().toString();
    }

    private static @Nullable String known(Table table, LocalDate dt) {
        return table.properties().get(BASIS + dt);
    }

    private void read(PublishedDay day, String mark) {
        List<DataFile> events =
                PlannedFiles.of(lake.table(LakeTable.ENRICHED_APP_EVENTS), Days.between(day.dt(), day.dt()));
        if (events.isEmpty()) {
            return;
        }
        Table table = lake.table(LakeTable.SUBSCRIPTION_CHANGE);
        PartitionData partition = new PartitionData(table.spec().partitionType());
        partition.set(0, Math.toIntExact(day.dt().toEpochDay()));
        try (LakeSession session = lake.session()) {
            session.open(LakeTable.ENRICHED_APP_EVENTS, Days.between(day.dt(), day.dt()));
            Optional<DataFile> file = QueryFile.write(
                    session.engine(),
                    query(day.dt(), day.dt()) + LakeTable.SUBSCRIPTION_CHANGE.orderBy(),
                    LakeTable.SUBSCRIPTION_CHANGE,
                    table,
                    partition);
            replace(table, mark, day, file);
        } catch (ValidationException | NotFoundException gone) {
            throw new ErasedMeanwhileException(gone);
        }
    }

    private static String query(LocalDate from, LocalDate to) {
        return SqlFile.of("catalogue/subscription_change")
                .bind(Map.of("from", Literal.of(from), "to", Literal.of(to)));
    }

    private static void replace(Table table, String mark, PublishedDay day, Optional<DataFile> file) {
        Transaction transaction = Transactions.newTransaction(
                table.name(),
                new GuardedOperations(
                        ((BaseTable) table).operations(), base -> ErasureMark.require(mark, base.properties())));
        OverwriteFiles replacement = transaction.newOverwrite().overwriteByRowFilter(Days.between(day.dt(), day.dt()));
        file.ifPresent(replacement::addFile);
        replacement.commit();
        transaction.updateProperties().set(BASIS + day.dt(), basis(day)).commit();
        transaction.commitTransaction();
    }

    /**
     * Puts {@code silver.subscription_state} and {@code silver.account_day} behind their names.
     *
     * @param from the first day whose active accounts are asked for
     */
    static void open(LakeSession session, LocalDate from, LocalDate to) {
        session.open(LakeTable.SUBSCRIPTION_CHANGE);
        session.engine()
                .keep(
                        "silver.subscription_state",
                        SqlFile.of("catalogue/subscription_state").text());
        session.view(
                "silver.account_day",
                SqlFile.of("catalogue/account_day").bind(Map.of("from", Literal.of(from), "to", Literal.of(to))));
    }
}
