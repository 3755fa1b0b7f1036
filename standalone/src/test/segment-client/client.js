import { Analytics } from "@segment/analytics-node";

const analytics = new Analytics({
  writeKey: process.env.ROLLCALL_KEY,
  host: process.env.ROLLCALL_URL,
  maxRetries: 20,
  flushInterval: 100,
});
analytics.on("error", (error) => {
  console.log(error);
  process.exitCode = 1;
});

const context = { app: { version: "5.1" }, device: { id: "d", type: "tvos" }, locale: "nz" };
analytics.identify({ userId: "6f1c0e0a-1111-4222-8333-444455556666", traits: { plan: "gold" }, context });
analytics.track({
  userId: "6f1c0e0a-1111-4222-8333-444455556666",
  event: "Video Playback Started",
  properties: { title_id: 7, position: 1.5 },
  context,
});
analytics.page({ anonymousId: "somebody", name: "Home", properties: { path: "/" } });
analytics.screen({ userId: "42", name: "Search" });
await analytics.closeAndFlush({ timeout: 60_000 });
