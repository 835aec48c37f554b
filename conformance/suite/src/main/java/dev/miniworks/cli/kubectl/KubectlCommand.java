package dev.miniworks.cli.kubectl;

/** Marks the commands whose mistakes are told in kubectl's manner. */
interface KubectlCommand {}
