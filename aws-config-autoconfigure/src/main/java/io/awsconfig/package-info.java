/**
 * The settings of AWS for Spring applications. Each package below is a room with a task
 * of its own; who may know whom is in {@code CONTRIBUTING.md}, and a test keeps it so.
 */
@NullMarked
package io.awsconfig;

import org.jspecify.annotations.NullMarked;
