package io.rollcall.standalone.imports;

import io.rollcall.standalone.client.GatewayAnswer;

/** A batch and the last answer it got. */
record AnsweredBatch(Batch batch, GatewayAnswer answer) {}
