/**
 * What is odd or wrong, and how a message says it: diagnostics, names that are nearly
 * right, words for what others said, and what is kept out of a message. Knows no other
 * room.
 */
@NullMarked
package io.awsconfig.diagnostic;

import org.jspecify.annotations.NullMarked;
