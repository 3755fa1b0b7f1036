/**
 * Settings that nobody knows: named at the start, because a setting that is misspelt is a setting that is not made. And those that more than one service reads.
 *
 * <p>Start with {@link io.rollcall.settings.KnownSettings}.
 */
@NullMarked
package io.rollcall.settings;

import org.jspecify.annotations.NullMarked;
