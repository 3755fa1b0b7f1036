package io.rollcall.standalone.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings of the demo. */
@ConfigMapping(prefix = "rollcall.demo")
public interface DemoSettings {
    /** Whether simulated clients send; {@code --demo} says so. */
    @WithDefault("false")
    boolean enabled();

    /** Whether the 60 days before today, and today up to now, are sent first; where not, the clients begin now. */
    @WithDefault("true")
    boolean history();

    /** About so many profiles come on a day, once the service has been open for two months. */
    @WithDefault("1000")
    int profiles();

    /** The same seed, the same people. */
    @WithDefault("1")
    long seed();
}
