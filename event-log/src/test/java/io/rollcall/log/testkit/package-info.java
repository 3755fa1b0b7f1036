/**
 * What the tests of the services share: Kafka and Redis for a test class ({@link io.rollcall.log.testkit.LocalServers}), the
 * topics as the gateway makes them ({@link io.rollcall.log.testkit.LogTopics}), and events on them
 * ({@link io.rollcall.log.testkit.EventLog}).
 */
@NullMarked
package io.rollcall.log.testkit;

import org.jspecify.annotations.NullMarked;
