/**
 * What may be asked: days, regions and other parameters as they are read from texts, and the refusals of what is no question.
 *
 * <p>Start with {@link io.rollcall.query.question.Parameters}.
 */
@NullMarked
package io.rollcall.query.question;

import org.jspecify.annotations.NullMarked;
