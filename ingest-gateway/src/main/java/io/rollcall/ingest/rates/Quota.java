package io.rollcall.ingest.rates;

/**
 * How many events somebody may send: a bucket that is full at first and fills again at a steady pace.
 *
 * @param policy its name in headers
 * @param holder whose it is: a key's name, or an address
 * @param perSecond events that it gains a second
 * @param capacity events that it holds
 */
record Quota(Policy policy, String holder, int perSecond, int capacity) {
    /** Says by what is limited. */
    enum Policy {
        KEY("key"),
        ADDRESS("address");

        private final String code;

        Policy(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    Quota {
        if (perSecond < 1 || capacity < perSecond) {
            throw new IllegalArgumentException("no quota: " + perSecond + " a second, at most " + capacity);
        }
    }

    /** The seconds in which an empty bucket fills. */
    long fillSeconds() {
        return secondsFor(capacity);
    }

    /** The seconds in which it gains so many events, rounded up. */
    long secondsFor(long events) {
        return (Math.max(0, events) + perSecond - 1) / perSecond;
    }
}
