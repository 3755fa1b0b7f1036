/**
 * The service that the demo pretends: people who do not exist, from the day it opened on. Everything is a function of the seed
 * and the day, so that the past can be told at any time and goes on as the same people. Start with
 * {@link io.rollcall.standalone.simulation.Simulation}; who comes on a day is decided in
 * {@link io.rollcall.standalone.simulation.Population} and {@link io.rollcall.standalone.simulation.Stay}, when in
 * {@link io.rollcall.standalone.simulation.Rhythm}, and what they do in {@link io.rollcall.standalone.simulation.Script}.
 */
@NullMarked
package io.rollcall.standalone.simulation;

import org.jspecify.annotations.NullMarked;
