package io.rollcall.query.experiment.statistics;

/** Samples from values. */
final class Samples {
    private Samples() {}

    /** Profiles of whose time before nothing is known. */
    static Sample of(double... values) {
        return of(values, new double[values.length]);
    }

    static Sample of(double[] y, double[] x) {
        double[] sums = new double[5];
        for (int i = 0; i < y.length; i++) {
            sums[0] += y[i];
            sums[1] += y[i] * y[i];
            sums[2] += x[i];
            sums[3] += x[i] * x[i];
            sums[4] += x[i] * y[i];
        }
        return new Sample(y.length, sums[0], sums[1], sums[2], sums[3], sums[4]);
    }

    /** So many profiles, of which so many did it. */
    static Sample share(long yes, long size) {
        return new Sample(size, yes, yes, 0, 0, 0);
    }
}
