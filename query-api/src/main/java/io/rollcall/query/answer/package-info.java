/**
 * The answers of the query API: rows of values with their status, method and interval, and the table that is written as
 * JSON or CSV.
 *
 * <p>Start with {@link io.rollcall.query.answer.AnswerRow} and {@link io.rollcall.query.answer.Answer}.
 */
@NullMarked
package io.rollcall.query.answer;

import org.jspecify.annotations.NullMarked;
