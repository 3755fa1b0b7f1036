@NullMarked
package io.rollcall.query.answer;

import org.jspecify.annotations.NullMarked;
