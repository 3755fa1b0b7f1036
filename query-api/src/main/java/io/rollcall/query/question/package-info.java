/**
 * The parts of a question: days, regions and other parameters as they are read from texts, and the refusals of whatever
 * is no question.
 *
 * <p>Start with {@link io.rollcall.query.question.Parameters}.
 */
@NullMarked
package io.rollcall.query.question;

import org.jspecify.annotations.NullMarked;
