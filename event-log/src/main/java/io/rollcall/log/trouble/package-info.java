/**
 * What goes wrong with Kafka, in words that say what to do.
 *
 * <p>Start with {@link io.rollcall.log.trouble.LogTrouble}.
 */
@NullMarked
package io.rollcall.log.trouble;

import org.jspecify.annotations.NullMarked;
