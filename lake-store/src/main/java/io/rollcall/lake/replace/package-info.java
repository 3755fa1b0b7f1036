/**
 * Puts rows in the place of others while somebody else may do the same: whole files, and the days that files hold among others.
 *
 * <p>Start with {@link io.rollcall.lake.replace.DayReplacement}.
 */
@NullMarked
package io.rollcall.lake.replace;

import org.jspecify.annotations.NullMarked;
