package io.rollcall.ingest;

import io.rollcall.event.ProfileTexts;

/** What a profile's id may be at this gateway: a type of its own, because other services in the same process ask too. */
public record GatewayProfiles(ProfileTexts texts) {}
