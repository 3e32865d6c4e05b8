/**
 * Which steps there are to credentials, and why others are not there. Nothing is asked: a
 * plan is made of settings alone.
 * <p>
 * Start at {@link io.awsconfig.credentials.plan.CredentialsPlanner}.
 */
@NullMarked
package io.awsconfig.credentials.plan;

import org.jspecify.annotations.NullMarked;
