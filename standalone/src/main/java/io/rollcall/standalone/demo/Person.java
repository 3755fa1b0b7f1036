package io.rollcall.standalone.demo;

import io.rollcall.event.Platform;

/**
 * A profile and the device it is mostly used on.
 *
 * @param profileId above 0
 * @param accountId shared by the profiles of a household
 * @param region where the person lives
 */
record Person(long profileId, long accountId, String region, Platform platform, String deviceId, String appVersion) {}
