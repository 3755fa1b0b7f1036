/** Tests of the questions and answers; {@link io.rollcall.query.CountedEvents} fills a real Redis as the worker does. */
@NullMarked
package io.rollcall.query;

import org.jspecify.annotations.NullMarked;
