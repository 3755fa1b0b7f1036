package io.rollcall.worker;

/** A record and what becomes of it. */
record JudgedRecord(LogRecord record, Verdict verdict) {}
