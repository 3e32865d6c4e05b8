/**
 * What happens when something goes wrong outside: every source of credentials with every
 * fault, input that nobody would write, and applications that come and go.
 */
@NullMarked
package io.awsconfig.faults;

import org.jspecify.annotations.NullMarked;
