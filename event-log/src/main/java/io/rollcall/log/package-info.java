/**
 * The log in Kafka: what its topics must be, where they begin and end, what a record on them looks like, which profiles were
 * erased, and how far reading has come. Nothing else speaks Kafka's admin interface.
 *
 * <p>Start with {@link io.rollcall.log.AppEventsLog}, which answers what the log says of itself, and
 * {@link io.rollcall.log.ReadProgress}, which says as of when what was read is whole. {@link io.rollcall.log.TopicPlan} is
 * what a topic must be and {@link io.rollcall.log.TopicSetup} makes it so; {@link io.rollcall.log.TombstoneReader} and
 * {@link io.rollcall.log.TombstoneWriter} carry erasures; {@link io.rollcall.log.LogClients} configures every client. It is
 * plain Java: each service hands in its settings and decides on which thread things run.
 */
@NullMarked
package io.rollcall.log;

import org.jspecify.annotations.NullMarked;
