/**
 * The parts of which every benchmark is made: other processes ({@link io.rollcall.benchmarks.machine.ChildProcess}), a
 * place for their data, the facts about the machine that belong beside every figure, and tables.
 */
@NullMarked
package io.rollcall.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
