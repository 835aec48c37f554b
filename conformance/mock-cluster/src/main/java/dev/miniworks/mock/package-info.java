/** A Kubernetes API in one JVM; {@link dev.miniworks.mock.MockCluster} starts it. */
package dev.miniworks.mock;
