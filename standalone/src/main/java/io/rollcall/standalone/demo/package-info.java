/**
 * The demo that {@code rollcall up --demo} runs: people who do not exist, and their devices, which send over HTTP like
 * everybody's. Start with {@link io.rollcall.standalone.demo.DemoClients}; who they are is in
 * {@link io.rollcall.standalone.demo.Population}, what they do in {@link io.rollcall.standalone.demo.Step}, and how
 * imperfectly their devices tell in {@link io.rollcall.standalone.demo.Crowd}.
 */
@NullMarked
package io.rollcall.standalone.demo;

import org.jspecify.annotations.NullMarked;
