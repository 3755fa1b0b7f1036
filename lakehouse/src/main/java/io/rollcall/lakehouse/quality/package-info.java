/**
 * Holds each platform's newest version of the app against the one before: what is refused, late, by a wrong clock, or without a field.
 *
 * <p>Start with {@link io.rollcall.lakehouse.quality.VersionComparison}: which two are compared, and when one is out of line. {@link
 * io.rollcall.lakehouse.quality.QualityMetrics} reads the counts and shows what was found.
 */
@NullMarked
package io.rollcall.lakehouse.quality;

import org.jspecify.annotations.NullMarked;
