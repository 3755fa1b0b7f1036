package io.rollcall.benchmarks.page;

import java.util.List;

/**
 * One look at the page by a browser that has never been there.
 *
 * @param paintMillis from the start of the navigation until something stood there
 * @param fullMillis from the start of the navigation until no part of the page waited for an answer any more
 * @param questions the addresses that it asked for, below the page's own, in the order of asking
 */
record Look(double paintMillis, double fullMillis, List<String> questions) {}
