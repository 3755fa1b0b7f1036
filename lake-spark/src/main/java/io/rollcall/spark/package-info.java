/**
 * The lake on Spark: the same tables, the same .sql files. Start with {@link io.rollcall.spark.CountDays}, the job.
 */
@NullMarked
package io.rollcall.spark;

import org.jspecify.annotations.NullMarked;
