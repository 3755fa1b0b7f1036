package io.rollcall.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.DueDay.Reason;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CountPiecesTest {
    private static final LocalDate FIRST = LocalDate.parse("2024-01-01");

    @Test
    void tenThousandThinDaysAreAFewPieces() {
        assertThat(sizes(days(0, 10_000), thin(10_000)))
                .containsExactly(CountPieces.DAYS, CountPieces.DAYS, 10_000 - 2 * CountPieces.DAYS);
    }

    @Test
    void aPieceHasNoMoreRecordsThanFit() {
        long third = CountPieces.RECORDS / 3;
        SortedMap<LocalDate, BronzeDay> bronze = new TreeMap<>();
        IntStream.range(0, 7).forEach(day -> bronze.put(FIRST.plusDays(day), new BronzeDay(1, third)));
        assertThat(sizes(days(0, 7), bronze)).containsExactly(3, 3, 1);
    }

    @Test
    void aDayThatHasMoreIsAPieceOfItsOwn() {
        SortedMap<LocalDate, BronzeDay> bronze = new TreeMap<>(thin(3));
        bronze.put(FIRST.plusDays(1), new BronzeDay(1, 10 * CountPieces.RECORDS));
        assertThat(sizes(days(0, 3), bronze)).containsExactly(1, 1, 1);
    }

    @Test
    void aDayThatIsNotDueParts() {
        List<DueDay> due = List.of(due(0), due(1), due(3), due(4));
        assertThat(sizes(due, thin(5))).containsExactly(2, 2);
    }

    @Test
    void aDayWithoutDataDoesNot() {
        List<DueDay> due = List.of(due(0), due(1), due(3), due(4));
        SortedMap<LocalDate, BronzeDay> bronze = new TreeMap<>(thin(5));
        bronze.remove(FIRST.plusDays(2));
        assertThat(sizes(due, bronze)).containsExactly(4);
        assertThat(sizes(List.of(), bronze)).isEmpty();
    }

    private static List<Integer> sizes(List<DueDay> due, SortedMap<LocalDate, BronzeDay> bronze) {
        List<List<DueDay>> pieces = CountPieces.of(due, bronze);
        assertThat(pieces.stream().flatMap(List::stream)).containsExactlyElementsOf(due);
        return pieces.stream().map(List::size).toList();
    }

    private static List<DueDay> days(int from, int to) {
        return IntStream.range(from, to).mapToObj(CountPiecesTest::due).toList();
    }

    private static DueDay due(int day) {
        return new DueDay(FIRST.plusDays(day), Reason.NEW);
    }

    private static SortedMap<LocalDate, BronzeDay> thin(int days) {
        SortedMap<LocalDate, BronzeDay> bronze = new TreeMap<>();
        IntStream.range(0, days).forEach(day -> bronze.putAll(Map.of(FIRST.plusDays(day), new BronzeDay(1, 100))));
        return bronze;
    }
}
