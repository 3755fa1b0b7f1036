package io.rollcall.lake.history;

import io.rollcall.lake.count.CountedFiles;
import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.sql.Query;
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
 * Keeps the first days of profiles ({@link LakeTable#FIRST_DAY}, {@link LakeTable#FIRST_DAY_IN_REGION}) or of accounts ({@link
 * LakeTable#FIRST_DAY_OF_ACCOUNT}) up to the published days: a reading of all of them whenever there was a publication.
 */
public final class FirstDays {
    private static final String BASIS = "rollcall.basis";

    /** Who begins. */
    @SuppressWarnings(
            "ImmutableEnumChecker") // The list is a copy that nobody can change; its type only does not say so.
    private enum Who {
        PROFILES(LakeTable.FIRST_DAY, LakeTable.FIRST_DAY_IN_REGION),
        ACCOUNTS(LakeTable.FIRST_DAY_OF_ACCOUNT);

        private final List<LakeTable> kept;

        Who(LakeTable... kept) {
            this.kept = List.of(kept);
        }
    }

    private final Tables tables;
    private final Who who;

    private FirstDays(Tables tables, Who who) {
        this.tables = tables;
        this.who = who;
    }

    /** Those of everybody. */
    public static List<FirstDays> all(Tables tables) {
        return Stream.of(Who.values()).map(one -> new FirstDays(tables, one)).toList();
    }

    /** Those that a computation reads. */
    public static FirstDays of(Tables tables, BoundComputation computation) {
        return new FirstDays(tables, computation.reads(Input.FIRST_DAY_OF_ACCOUNT) ? Who.ACCOUNTS : Who.PROFILES);
    }

    /**
     * Works it out anew, unless nothing was published since it was.
     *
     * @param published all days
     * @throws ErasedMeanwhileException when profiles were erased meanwhile: do it again
     */
    public void follow(NavigableMap<LocalDate, PublishedDay> published) {
        who.kept.forEach(kind -> follow(published, kind));
    }

    private void follow(NavigableMap<LocalDate, PublishedDay> published, LakeTable kind) {
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
            CountedFiles counted = CountedFiles.of(published.values());
            if (who == Who.ACCOUNTS) {
                CountedTable.ACCOUNT_DAY.openValid(session, counted);
            } else {
                counted.openProfileDays(session);
            }
            replace(table, mark, basis, rows(session, kind, table));
        } catch (ValidationException | NotFoundException gone) {
            throw new ErasedMeanwhileException(gone);
        }
    }

    private static Optional<DataFile> rows(TableSession session, LakeTable kind, Table table) {
        return TableFile.write(session.engine(), file(kind), kind, table);
    }

    private static String file(LakeTable kind) {
        return SqlFile.of("metric/" + name(kind)).text();
    }

    private static String name(LakeTable kind) {
        return kind.qualifiedName().substring(kind.qualifiedName().indexOf('.') + 1);
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
     * Opens the tables, under the names that metrics read them by. Where days are open, who is in no day before is in them by these.
     *
     * @param session in which {@code gold.profile_day} or {@code gold.account_day} is open, of the open days at least
     */
    public void open(TableSession session, CountedDays counted) {
        for (LakeTable kind : who.kept) {
            if (counted.open().isEmpty()) {
                session.open(kind);
            } else {
                session.openAs("asked.closed_" + name(kind), kind)
                        .view("asked.open_" + name(kind), file(kind))
                        .view(kind.qualifiedName(), withOpenDays(kind));
            }
        }
        if (who == Who.ACCOUNTS) {
            session.view("gold.first_day", SqlFile.of("metric/account_begun").text());
        }
    }

    /** Of accounts the rows of both are there: who reads them takes the first. */
    private String withOpenDays(LakeTable kind) {
        return who == Who.ACCOUNTS
                ? Query.all(List.of(Query.of("asked.closed_" + name(kind)), Query.of("asked.open_" + name(kind))))
                : SqlFile.of("metric/open_" + name(kind)).text();
    }

    /**
     * Those of the published days that the tables know: what was published since, they will know after the night's work. Open days
     * they need not know.
     */
    public NavigableMap<LocalDate, PublishedDay> known(NavigableMap<LocalDate, PublishedDay> published) {
        Instant basis = who.kept.stream()
                .map(kind -> tables.table(kind).properties().getOrDefault(BASIS, Instant.EPOCH.toString()))
                .map(Instant::parse)
                .min(Instant::compareTo)
                .orElseThrow();
        NavigableMap<LocalDate, PublishedDay> known = new TreeMap<>(published);
        known.values().removeIf(day -> !day.isOpen() && day.publishedAt().isAfter(basis));
        return known;
    }
}
