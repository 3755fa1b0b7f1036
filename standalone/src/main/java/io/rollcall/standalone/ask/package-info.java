/**
 * Questions of the command line: {@link io.rollcall.standalone.ask.SqlCommand} in SQL, {@link io.rollcall.standalone.ask.AskCommand} for
 * a metric, with the answer as a table, as CSV or as JSON.
 */
@NullMarked
package io.rollcall.standalone.ask;

import org.jspecify.annotations.NullMarked;
