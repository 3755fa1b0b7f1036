package io.rollcall.lake.count;

import io.rollcall.event.LiveWindow;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Query;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * The tables that a count of a day fills from its silver. Every row says which run counted it; a day's valid rows are those of
 * the run that its publication names, so that all of them change in one step.
 */
// The map is a copy that nobody can change; its type only does not say so.
@SuppressWarnings("ImmutableEnumChecker")
public enum CountedTable {
    /** The number of times that every profile used each feature. */
    FEATURE_DAY(LakeTable.FEATURE_DAY_RUN),
    /** The active accounts. */
    ACCOUNT_DAY(LakeTable.ACCOUNT_DAY_RUN),
    /** The statements that events make about subscriptions. */
    SUBSCRIPTION_CHANGE(LakeTable.SUBSCRIPTION_CHANGE_RUN),
    /** The exposures: which profile saw which variant of which experiment, and what it did after that. */
    EXPOSURE(LakeTable.EXPOSURE_RUN),
    /** The table of what every profile did. It is filled last: once it is, the day is counted. */
    PROFILE_DAY(LakeTable.PROFILE_DAY_RUN, Map.of("live_days", Literal.of(LiveWindow.DAYS)));

    private final LakeTable table;
    private final Map<String, String> parameters;

    CountedTable(LakeTable table) {
        this(table, Map.of());
    }

    CountedTable(LakeTable table, Map<String, String> parameters) {
        this.table = table;
        this.parameters = Map.copyOf(parameters);
    }

    /** The table with the rows of all runs. */
    public LakeTable table() {
        return table;
    }

    /** The name of the rows of the published runs: {@code gold.feature_day} for {@code gold.feature_day_run}. */
    public String validName() {
        return table.qualifiedName().replaceFirst("_run$", "");
    }

    /** Opens what certain runs counted of certain days, under the table's own name. */
    public TableSession open(TableSession session, CountedFiles files) {
        return session.openParts(table, files.in(session.tables(), this));
    }

    /** The same under the name of the table of which the runs' rows are the valid ones: {@code gold.feature_day}. */
    public TableSession openValid(TableSession session, CountedFiles files) {
        return open(session, files).view(validName(), Query.of(table.qualifiedName()));
    }

    /** The literals that the .sql file of the table's name is given whatever day it counts, by parameter. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** The rows of the days from the first to the last, as the .sql file of the table's name says. */
    public String query(LocalDate from, LocalDate to, String run) {
        Map<String, String> literals = new HashMap<>(parameters);
        literals.put("from", Literal.of(from));
        literals.put("to", Literal.of(to));
        literals.put("run", Literal.of(run));
        return SqlFile.of(table.qualifiedName().replace('.', '/')).bind(literals);
    }
}
