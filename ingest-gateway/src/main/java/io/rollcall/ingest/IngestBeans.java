package io.rollcall.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.rollcall.access.catalogue.CatalogueCheck;
import io.rollcall.access.catalogue.CurrentCatalogue;
import io.rollcall.event.Limits;
import io.rollcall.event.ProfileTexts;
import io.rollcall.ingest.IngestSettings.LimitSettings;
import io.rollcall.ingest.intake.Intake;
import io.rollcall.settings.ProfileSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes of the settings what the gateway is put together from. */
@Singleton
final class IngestBeans {
    @Produces
    @Singleton
    GatewayLimits limits(IngestSettings settings) {
        return new GatewayLimits(limits(settings.limits()));
    }

    /** A catalogue whose plans are none holds nowhere. */
    @Produces
    @Singleton
    CatalogueCheck plans() {
        return Intake::requirePlans;
    }

    @Produces
    @Singleton
    Intake intake(CurrentCatalogue catalogue, GatewayLimits limits, GatewayProfiles profiles) {
        return new Intake(catalogue::now, limits.limits(), profiles.texts());
    }

    @Produces
    @Singleton
    GatewayProfiles profiles(ProfileSettings settings) {
        return new GatewayProfiles(ProfileTexts.of(settings.textKey()));
    }

    private static Limits limits(LimitSettings settings) {
        return new Limits(
                bytes("body-size", settings.bodySize()),
                bytes("unpacked-size", settings.unpackedSize()),
                settings.eventsPerRequest(),
                bytes("event-size", settings.eventSize()),
                settings.propertyKeys(),
                settings.maxAge(),
                settings.maxAhead());
    }

    private static int bytes(String name, MemorySize size) {
        try {
            return Math.toIntExact(size.asLongValue());
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("rollcall.ingest.limits." + name + " must be below 2G", tooLarge);
        }
    }
}
