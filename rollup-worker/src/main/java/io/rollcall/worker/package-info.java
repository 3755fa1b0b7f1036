/**
 * From the log to the live counters, each record exactly once.
 *
 * <p>Start with {@link io.rollcall.worker.Rollup}: what happens to a batch. {@link io.rollcall.worker.PartitionRollup} is
 * where a partition stands, {@link io.rollcall.worker.StartPlan} decides where it begins, and
 * {@link io.rollcall.worker.RecordJudge} what becomes of a record; {@link io.rollcall.worker.Trouble} is why something has to wait. Those decide; {@link io.rollcall.worker.FencedApply},
 * {@link io.rollcall.log.AppEventsLog} and {@link io.rollcall.worker.AppEventsConsumer} act.
 */
@NullMarked
package io.rollcall.worker;

import org.jspecify.annotations.NullMarked;
