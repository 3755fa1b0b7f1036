package io.rollcall.query;

/** What is asked: a metric, of which days, for which regions. */
public record Question(Metric metric, DateRange range, RegionChoice regions) {}
