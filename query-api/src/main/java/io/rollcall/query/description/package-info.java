/**
 * The parts of {@code /q/openapi} that no annotation states: shared answers, and the metrics as their list names them.
 *
 * <p>Start with {@link io.rollcall.query.description.DescriptionFilter}.
 */
@NullMarked
package io.rollcall.query.description;

import org.jspecify.annotations.NullMarked;
