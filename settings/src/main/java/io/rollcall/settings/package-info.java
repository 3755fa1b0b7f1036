/**
 * Finds settings that nobody knows and names them at the start, because a setting that is misspelt is a setting that is
 * not made. The settings that more than one service reads are here too.
 *
 * <p>Start with {@link io.rollcall.settings.KnownSettings}.
 */
@NullMarked
package io.rollcall.settings;

import org.jspecify.annotations.NullMarked;
