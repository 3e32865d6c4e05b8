/**
 * Tries out whether the application can work with AWS here and now, and says why not.
 * <p>
 * Start at {@link io.awsconfig.doctor.AwsDoctor}.
 */
@NullMarked
package io.awsconfig.doctor;

import org.jspecify.annotations.NullMarked;
