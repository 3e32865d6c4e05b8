/**
 * Says why calls of AWS clients fail, and what the settings have to do with it.
 * <p>
 * Start at {@link io.awsconfig.failure.CallFailures}.
 */
@NullMarked
package io.awsconfig.failure;

import org.jspecify.annotations.NullMarked;
