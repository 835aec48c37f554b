/** The simulated control plane; so far, on which node a pod belongs. */
package dev.miniworks.mock.sim;
