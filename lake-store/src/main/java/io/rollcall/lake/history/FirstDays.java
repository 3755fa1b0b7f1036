package io.rollcall.lake.history;

import io.rollcall.lake.count.CountedFiles;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.ErasureMark;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;

/**
 * Keeps {@link LakeTable#FIRST_DAY} and {@link LakeTable#FIRST_DAY_IN_REGION} up to the published days: a reading of all of them
 * whenever there was a publication.
 */
public final class FirstDays {
    private static final String BASIS = "rollcall.basis";

    private final Tables tables;

    public FirstDays(Tables tables) {
        this.tables = tables;
    }

    /**
     * Works it out anew, unless nothing was published since it was.
     *
     * @param published all days
     * @throws ErasedMeanwhileException when profiles were erased meanwhile: do it again
     */
    public void follow(NavigableMap<LocalDate, PublishedDay> published) {
        follow(published, LakeTable.FIRST_DAY, "metric/first_day");
        follow(published, LakeTable.FIRST_DAY_IN_REGION, "metric/first_day_in_region");
    }

    private void follow(NavigableMap<LocalDate, PublishedDay> published, LakeTable kind, String file) {
        // The mark first: what is erased from then on must not come back through this table.
        Table table = tables.table(kind);
        String mark = ErasureMark.read(table.properties());
        String basis = published.values().stream()
                .map(PublishedDay::publishedAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH)
                .toString();
        if (basis.equals(table.properties().get(BASIS))) {
            return;
        }
        try (TableSession session = tables.session()) {
            CountedFiles.of(published.values()).openProfileDays(session);
            replace(table, mark, basis, rows(session, kind, file, table));
        } catch (ValidationException | NotFoundException gone) {
            throw new ErasedMeanwhileException(gone);
        }
    }

    private static Optional<DataFile> rows(TableSession session, LakeTable kind, String file, Table table) {
        return TableFile.write(session.engine(), SqlFile.of(file).text(), kind, table);
    }

    private static void replace(Table table, String mark, String basis, Optional<DataFile> file) {
        Transaction transaction = ErasureMark.transaction(table, mark);
        OverwriteFiles replacement = transaction.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
        file.ifPresent(replacement::addFile);
        replacement.commit();
        transaction.updateProperties().set(BASIS, basis).commit();
        transaction.commitTransaction();
    }

    /**
     * Opens both tables, under the names that metrics read them by. Where days are open, who is in no day before is in them by these.
     *
     * @param session in which {@code gold.profile_day} is open, of the open days at least
     */
    public void open(TableSession session, CountedDays counted) {
        if (counted.open().isEmpty()) {
            session.open(LakeTable.FIRST_DAY).open(LakeTable.FIRST_DAY_IN_REGION);
            return;
        }
        for (LakeTable kind : List.of(LakeTable.FIRST_DAY, LakeTable.FIRST_DAY_IN_REGION)) {
            String name = kind.qualifiedName().substring(kind.qualifiedName().indexOf('.') + 1);
            session.openAs("asked.closed_" + name, kind)
                    .view("asked.open_" + name, SqlFile.of("metric/" + name).text())
                    .view(
                            kind.qualifiedName(),
                            SqlFile.of("metric/open_" + name).text());
        }
    }

    /**
     * Those of the published days that both tables know: what was published since, they will know after the night's work. Open days
     * they need not know.
     */
    public NavigableMap<LocalDate, PublishedDay> known(NavigableMap<LocalDate, PublishedDay> published) {
        Instant basis = Stream.of(LakeTable.FIRST_DAY, LakeTable.FIRST_DAY_IN_REGION)
                .map(kind -> tables.table(kind).properties().getOrDefault(BASIS, Instant.EPOCH.toString()))
                .map(Instant::parse)
                .min(Instant::compareTo)
                .orElseThrow();
        NavigableMap<LocalDate, PublishedDay> known = new TreeMap<>(published);
        known.values().removeIf(day -> !day.isOpen() && day.publishedAt().isAfter(basis));
        return known;
    }
}
