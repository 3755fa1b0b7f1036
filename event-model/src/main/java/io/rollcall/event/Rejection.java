package io.rollcall.event;

/**
 * A refused event's reason, with a sentence for the person who sent it.
 *
 * @param reason from the closed list
 * @param detail what was found and what would have been right; never more than a few words of the client's own data
 */
public record Rejection(Reason reason, String detail) {}
