/**
 * Proof, by processes of their own with real environment variables, JVM system properties
 * and files, of which value applies.
 */
@NullMarked
package io.awsconfig.precedence;

import org.jspecify.annotations.NullMarked;
