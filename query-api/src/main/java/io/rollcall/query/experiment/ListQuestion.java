package io.rollcall.query.experiment;

import io.rollcall.query.question.DateRange;

/**
 * The question which experiments there are.
 *
 * @param range the days on which somebody must have seen one
 * @param limit how many of them at the most
 */
public record ListQuestion(DateRange range, int limit) {}
