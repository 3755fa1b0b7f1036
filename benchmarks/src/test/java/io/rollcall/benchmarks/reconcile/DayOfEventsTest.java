package io.rollcall.benchmarks.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.benchmarks.reconcile.DayOfEvents.Share;
import io.rollcall.event.EventReader;
import io.rollcall.event.EventReading;
import io.rollcall.event.Limits;
import io.rollcall.lake.bronze.BronzeRow;
import io.rollcall.lake.bronze.BronzeRow.LogPlace;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayOfEventsTest {
    private static final LocalDate DT = LocalDate.of(2026, 11, 20);
    private static final int RECORDS = 20_000;

    @Test
    void aFewRecordsRepeatAnEventAndEachHasAPlaceOfItsOwn() {
        DayOfEvents day = new DayOfEvents(DT, new Share(1, 2, RECORDS, 2_000, 0));
        List<BronzeRow> rows = all(day);

        assertThat(rows.stream().map(row -> row.stamp().eventId()).distinct()).hasSize((int) day.unique());
        assertThat(day.unique()).isBetween((long) (RECORDS * 0.98), (long) (RECORDS * 0.99));
        assertThat(rows.stream().map(BronzeRow::place)).doesNotHaveDuplicates();
        assertThat(rows.stream().map(BronzeRow::place).mapToInt(LogPlace::partition))
                .allMatch(partition -> partition % 2 == 1);
        assertThat(rows).allMatch(row -> row.stamp().dt().equals(DT));
    }

    @Test
    void theBytesAreTheEventOfSome300Bytes() {
        for (BronzeRow row : all(new DayOfEvents(DT, new Share(0, 1, 200, 20, 0)))) {
            byte[] raw = row.raw().array();

            assertThat(new EventReader(Limits.DEFAULT).read(raw, 0, raw.length))
                    .isInstanceOfSatisfying(
                            EventReading.Read.class,
                            read -> assertThat(read.event().eventId())
                                    .isEqualTo(row.stamp().eventId()));
            assertThat(raw.length).isBetween(250, 450);
        }
    }

    private static List<BronzeRow> all(DayOfEvents day) {
        List<BronzeRow> rows = new ArrayList<>();
        while (day.hasNext()) {
            rows.add(day.next());
        }
        return rows;
    }
}
