package io.rollcall.lakehouse.quality;

/**
 * How many events of some are so.
 *
 * @param part those that are
 * @param whole all of them
 */
record Share(long part, long whole) {
    /** The share; 0 of nothing. */
    double value() {
        return whole == 0 ? 0 : (double) part / (double) whole;
    }

    /**
     * Says by how many standard errors this share is above another: the z of the test of two proportions, pooled, {@code (p1 - p2) /
     * sqrt(p (1 - p) (1/n1 + 1/n2))}, where p is the share of both together. Events of one device are alike, so that so many of them
     * say no more than one: each n is divided by that (the design effect of cluster samples).
     *
     * @param alike how many events say as much as one
     * @return 0 where nothing can be said
     */
    double standardErrorsAbove(Share other, double alike) {
        double pooled = new Share(part + other.part, whole + other.whole).value();
        double variance = pooled * (1 - pooled) * (alike / (double) whole + alike / (double) other.whole);
        return variance > 0 ? (value() - other.value()) / Math.sqrt(variance) : 0;
    }
}
