package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstDayTest {
    @Test
    void aProfileBelongsToTheRegionOfItsFirstEventOnItsFirstActiveDay(@TempDir Path directory) {
        List<Fact> facts = List.of(
                Fact.of(1, "US", "push_receipt", "2026-01-01T10:00:00Z").passive(),
                Fact.of(1, "US", "play", "2026-01-02T11:00:00Z"),
                Fact.of(1, "BR", "play", "2026-01-02T10:00:00Z"),
                Fact.of(1, "IN", "play", "2026-01-03T00:00:00Z"),
                Fact.of(2, "US", "play", "2026-01-03T00:00:00Z"),
                Fact.of(3, "US", "push_receipt", "2026-01-03T00:00:00Z").passive());
        try (MetricFiles metricFiles = MetricFiles.of(directory, facts)) {
            assertThat(metricFiles.rows("SELECT profile_id, first_dt, region FROM gold.first_day ORDER BY profile_id"))
                    .containsExactly("1|2026-01-02|BR", "2|2026-01-03|US");
        }
    }
}
