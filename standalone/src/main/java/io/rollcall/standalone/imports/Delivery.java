package io.rollcall.standalone.imports;

import io.rollcall.standalone.client.Answer;

/** A batch and the last answer it got. */
record Delivery(Batch batch, Answer answer) {}
