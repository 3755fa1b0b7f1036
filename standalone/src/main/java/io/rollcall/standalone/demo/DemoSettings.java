package io.rollcall.standalone.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings of the demo. */
@ConfigMapping(prefix = "rollcall.demo")
public interface DemoSettings {
    /** Whether simulated clients send; {@code --demo} says so. */
    @WithDefault("false")
    boolean enabled();

    /** How many events they send, on average. */
    @WithDefault("200")
    int eventsPerSecond();

    /** How many people there are. */
    @WithDefault("50000")
    int profiles();

    /** The same seed, the same people. */
    @WithDefault("1")
    long seed();
}
