package io.rollcall.lake.experiment;

import io.rollcall.lake.day.DayStatus;
import java.time.Instant;
import java.time.LocalDate;

/**
 * An experiment of which somebody saw an exposure on the days that were looked at.
 *
 * @param key as its exposures name it
 * @param firstDay the first of those days with an exposure
 * @param lastDay the last of them
 * @param variants how many different ones were seen
 * @param profiles how many saw any of them, each once
 * @param status the worst of all days that were looked at: on each of them it might have been seen
 * @param asOf everything received up to then is in the figures
 */
public record SeenExperiment(
        String key,
        LocalDate firstDay,
        LocalDate lastDay,
        long variants,
        long profiles,
        DayStatus status,
        Instant asOf) {}
