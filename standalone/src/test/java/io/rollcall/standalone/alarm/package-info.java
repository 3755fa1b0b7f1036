/**
 * The alarms of {@code deploy/prometheus}: {@link io.rollcall.standalone.alarm.AlertRulesTest} has promtool try the rules on
 * made-up series and holds them to the runbook, {@link io.rollcall.standalone.alarm.AlertedMetricsTest} to what the services
 * measure, and {@link io.rollcall.standalone.alarm.AlarmIT} sees them fire in a real Prometheus. Start with
 * {@link io.rollcall.standalone.alarm.Alert}.
 */
@NullMarked
package io.rollcall.standalone.alarm;

import org.jspecify.annotations.NullMarked;
