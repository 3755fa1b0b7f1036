package io.rollcall.lake.erasure;

import io.rollcall.lake.day.DaySwitch;
import io.rollcall.lake.engine.EngineException;
import io.rollcall.lake.files.DurableFile;
import io.rollcall.lake.files.LocalPaths;
import io.rollcall.lake.files.StoredFiles;
import io.rollcall.lake.files.StoredFiles.Stored;
import io.rollcall.lake.replace.FileReplacement;
import io.rollcall.lake.sql.Condition;
import io.rollcall.lake.sql.Query;
import io.rollcall.lake.table.ErasureMark;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.NamedFiles;
import io.rollcall.lake.table.PlannedFiles;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import io.rollcall.lake.upkeep.SnapshotExpiry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/**
 * Takes profiles out of the lake: files that hold them are written anew without them, the past that names the old ones is let
 * go of, and what is on the disk then is looked through, whoever wrote it. Every step finds for itself what there is to do, so
 * that an erasure that was killed is finished by doing it again. For one use.
 */
public final class Erasure {
    /** Whoever wrote a file commits it within that time, or never. */
    private static final Duration COMMITTED_WITHIN = Duration.ofHours(1);

    /** Others may go on replacing files; each round begins with what is there then. */
    private static final int ROUNDS = 10;

    private static final int FILES_AT_ONCE = 500;
    private static final String PARQUET = ".parquet";
    private static final List<LakeTable> TABLES =
            Arrays.stream(LakeTable.values()).filter(LakeTable::namesProfiles).toList();

    private final Tables tables;
    private final Set<Long> profiles;
    private final Instant now;
    private final Set<LocalDate> days = new TreeSet<>();
    private int rewritten;
    private int removed;

    public Erasure(Tables tables, Set<Long> profiles, Instant now) {
        this.tables = tables;
        this.profiles = new TreeSet<>(profiles);
        this.now = now;
    }

    public ErasureProof erase() {
        tables.engine().sweepSpill();
        renewWhatIsShown();
        // Bronze is the first of the tables: when the mark of a later one changes, nobody can read the profiles from it
        // any more.
        for (LakeTable kind : TABLES) {
            ErasureMark.renew(tables.table(kind));
            rewrite(kind);
        }
        noteEnd();
        for (LakeTable kind : TABLES) {
            if (!holding(stored(kind)).isEmpty()) {
                new SnapshotExpiry(tables).allBut(kind);
                removeUnnamed(kind);
            }
        }
        return prove();
    }

    /**
     * Whoever read the rows before they were gone cannot publish any more, and what was published until now is older than the note:
     * the days are worked out again.
     */
    private void noteEnd() {
        if (!days.isEmpty()) {
            renewWhatIsShown();
            ErasureMark.noteRemoval(
                    tables.table(LakeTable.APP_EVENT),
                    days,
                    DaySwitch.now(tables).timeOf(now));
        }
    }

    /** Makes sure that what was worked out before, of published days and of open ones, cannot be shown any more. */
    private void renewWhatIsShown() {
        ErasureMark.renew(tables.table(LakeTable.PUBLISHED));
        ErasureMark.renew(tables.table(LakeTable.OPEN_DAY));
    }

    private void rewrite(LakeTable kind) {
        for (int round = 1; round <= ROUNDS; round++) {
            Table table = tables.table(kind);
            List<DataFile> files = PlannedFiles.of(table, Expressions.in(LakeTable.PROFILE_ID, profiles.toArray()));
            Set<Path> holding = holding(
                    files.stream().map(file -> LocalPaths.path(file.location())).toList());
            if (holding.isEmpty()) {
                return;
            }
            List<DataFile> wanted = files.stream()
                    .filter(file -> holding.contains(LocalPaths.path(file.location())))
                    .toList();
            if (kind.hasDays()) {
                Set<LocalDate> ofThem = daysOfThem(kind, wanted);
                days.addAll(ofThem);
                ErasureMark.noteRemoval(tables.table(LakeTable.APP_EVENT), ofThem, now);
            }
            wanted.forEach(file -> rewrite(kind, table, file));
        }
        throw new ErasureUnfinishedException("others keep replacing the files of " + kind.qualifiedName());
    }

    /** The days on which the profiles have rows in some files. */
    private Set<LocalDate> daysOfThem(LakeTable kind, List<DataFile> files) {
        try (TableSession session = tables.session()) {
            return Set.copyOf(session.open(kind, files)
                    .query(
                            Query.days(
                                    kind.qualifiedName(),
                                    kind.parts().get(0),
                                    Condition.isOneOfNumbers(LakeTable.PROFILE_ID, profiles)),
                            row -> row.date(kind.parts().get(0))));
        }
    }

    private void rewrite(LakeTable kind, Table table, DataFile file) {
        try (TableSession session = tables.session()) {
            session.open(kind, List.of(file));
            Optional<DataFile> rest = TableFile.write(
                    session.engine(), Query.without(kind.qualifiedName(), LakeTable.PROFILE_ID, profiles), kind, table);
            if (FileReplacement.commit(tables.table(kind), List.of(file), rest, file.dataSequenceNumber())) {
                rewritten++;
            }
        }
    }

    /**
     * Deletes what killed writers left, and what Iceberg could not delete. A file that may still be committed stays.
     */
    private void removeUnnamed(LakeTable kind) {
        List<Stored> stored = StoredFiles.of(tables.table(kind));
        Set<Path> holding = holding(parquet(stored));
        Set<Path> named = NamedFiles.of(tables.table(kind));
        stored.stream()
                .filter(file -> holding.contains(file.path()))
                .filter(file -> !named.contains(file.path()) && isAbandoned(file))
                .forEach(this::remove);
    }

    private void remove(Stored file) {
        StoredFiles.delete(file.path());
        removed++;
    }

    private boolean isAbandoned(Stored file) {
        return file.modified().isBefore(now.minus(COMMITTED_WITHIN));
    }

    private ErasureProof prove() {
        List<Stored> stored = StoredFiles.below(tables.directory());
        stored.stream()
                .filter(file -> isHalfADataFile(file) && isAbandoned(file))
                .forEach(this::remove);
        stored.stream()
                .filter(file -> isHalfADataFile(file) && Files.exists(file.path()))
                .findFirst()
                .ifPresent(file -> {
                    throw new ErasureUnfinishedException(
                            file.path() + " is being written and cannot be looked into yet");
                });
        int scanned = 0;
        for (LakeTable kind : TABLES) {
            List<Path> files = stored(kind);
            requireNone(holding(files));
            scanned += files.size();
        }
        return new ErasureProof(rewritten, removed, scanned, now);
    }

    private static boolean isHalfADataFile(Stored file) {
        return file.endsWith(DurableFile.UNFINISHED) && file.path().toString().contains(PARQUET);
    }

    private void requireNone(Set<Path> holding) {
        if (!holding.isEmpty()) {
            throw new ErasureUnfinishedException(holding.size() + " files hold a profile that is to be erased, "
                    + holding.iterator().next()
                    + " is one: a killed or slow process wrote it, and nothing names it yet. It is removed when it is older than "
                    + COMMITTED_WITHIN.toMinutes() + " minutes");
        }
    }

    private List<Path> stored(LakeTable kind) {
        return parquet(StoredFiles.of(tables.table(kind)));
    }

    private static List<Path> parquet(List<Stored> files) {
        return files.stream()
                .filter(file -> file.endsWith(PARQUET))
                .map(Stored::path)
                .toList();
    }

    private Set<Path> holding(List<Path> files) {
        Set<Path> holding = new HashSet<>();
        try (TableSession session = tables.session()) {
            for (int from = 0; from < files.size(); from += FILES_AT_ONCE) {
                List<Path> some = files.subList(from, Math.min(files.size(), from + FILES_AT_ONCE));
                holding.addAll(session.engine().holding(LakeTable.PROFILE_ID, profiles, some));
            }
        } catch (EngineException unreadable) {
            Optional<Path> gone = files.stream().filter(Files::notExists).findFirst();
            if (gone.isPresent()) {
                throw new ErasureUnfinishedException(gone.get() + " went away while it was looked into");
            }
            throw unreadable;
        }
        return holding;
    }
}
