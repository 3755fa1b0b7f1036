package io.rollcall.standalone;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.rollcall.access.keys.KeyScope;
import io.rollcall.access.keys.Keys;
import io.rollcall.standalone.demo.Demo;
import io.rollcall.standalone.demo.DemoSettings;
import jakarta.enterprise.context.Dependent;
import java.nio.file.Path;
import java.util.EnumSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs what goes on between the start of the services and their end: the banner, and the demo if it was asked for. */
@Dependent
final class RunningServices implements QuarkusApplication {
    private final DemoSettings demo;
    private final Keys keys;
    private final OpenDoors doors;
    private final Path directory;
    private final OwnAddress address;

    RunningServices(
            DemoSettings demo,
            Keys keys,
            OpenDoors doors,
            @ConfigProperty(name = "rollcall.disk.directory") Path directory,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.demo = demo;
        this.keys = keys;
        this.doors = doors;
        this.directory = directory;
        this.address = new OwnAddress(host, port);
    }

    @Override
    public int run(String... arguments) throws InterruptedException {
        String url = address.url();
        Readiness.await(url);
        new Banner(address, doors.lines()).print(System.out);
        if (demo.enabled()) {
            runWithDemo(url);
        } else {
            Quarkus.waitForExit();
        }
        return 0;
    }

    private void runWithDemo(String url) {
        Demo clients = Demo.start(
                demo,
                directory,
                keys.makeOwn("demo", EnumSet.of(KeyScope.INGEST, KeyScope.BACKFILL, KeyScope.ADMIN)),
                url,
                System.out);
        // They leave when the signal comes: the services stop before this thread hears of it, and would turn them away.
        Runtime.getRuntime().addShutdownHook(new Thread(clients::stop, "stop-demo"));
        Quarkus.waitForExit();
    }
}
