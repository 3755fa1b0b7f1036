/** The HTTP address of questions in SQL: {@link io.rollcall.query.sql.SqlResource}. */
@NullMarked
package io.rollcall.query.sql;

import org.jspecify.annotations.NullMarked;
