/**
 * Promise 2 on a Redis Cluster: masters that die before their replicas have caught up, and slots that migrate under load.
 *
 * <p>Start with {@link io.rollcall.standalone.faults.cluster.ClusterCountedOnceIT}. What goes wrong is
 * {@link io.rollcall.standalone.faults.cluster.ClusterFault}, what it goes wrong with
 * {@link io.rollcall.standalone.faults.cluster.ClusterDeployment}.
 */
@NullMarked
package io.rollcall.standalone.faults.cluster;

import org.jspecify.annotations.NullMarked;
