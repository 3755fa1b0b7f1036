package io.rollcall.worker;

import io.rollcall.log.AppEventsLog;
import io.rollcall.log.LogClients;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** The log that the worker asks, for as long as the service lives. */
@Singleton
final class LogBeans {
    @Produces
    @Singleton
    AppEventsLog log(@Identifier("default-kafka-broker") Map<String, Object> clientConfig) {
        return new AppEventsLog(new LogClients(clientConfig, "worker"));
    }

    void close(@Disposes AppEventsLog log) {
        log.close();
    }
}
