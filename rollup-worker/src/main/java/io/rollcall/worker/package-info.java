/**
 * Carries the log into the live counters, each record exactly once.
 *
 * <p>Start with {@link io.rollcall.worker.Rollup}: what happens to a batch. {@link io.rollcall.worker.PartitionRollup} is
 * where a partition stands, {@link io.rollcall.worker.StartPlan} decides where it begins, and
 * {@link io.rollcall.worker.RecordJudge} what becomes of a record; {@link io.rollcall.worker.Trouble} is why something has to wait. Those decide; {@link io.rollcall.worker.FencedApply}
 * and {@link io.rollcall.worker.AppEventsConsumer} act. What they all ask of Redis, Kafka and the consumer are interfaces, so that
 * a simulation can be around them: {@link io.rollcall.worker.LiveCounters}, {@link io.rollcall.worker.TopicLog},
 * {@link io.rollcall.worker.Cursor}, {@link io.rollcall.worker.Parking}, {@link io.rollcall.worker.Erasures}.
 */
@NullMarked
package io.rollcall.worker;

import org.jspecify.annotations.NullMarked;
