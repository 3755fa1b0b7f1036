/** What the tests of the services share: whether they answer as they are described ({@link io.rollcall.access.testkit.DescribedAnswers}). */
@NullMarked
package io.rollcall.access.testkit;

import org.jspecify.annotations.NullMarked;
