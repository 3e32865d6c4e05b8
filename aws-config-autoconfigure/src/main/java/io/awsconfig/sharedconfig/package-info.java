/**
 * The shared config and credentials files: what they say, and where they say it.
 * <p>
 * Start at {@link io.awsconfig.sharedconfig.SharedConfig} for both files together, or at
 * {@link io.awsconfig.sharedconfig.SharedConfigParser} for one of them. This package
 * depends on no other package of this project, and never throws for something that a user
 * wrote: every oddity is a {@link io.awsconfig.diagnostic.Diagnostic}.
 */
@NullMarked
package io.awsconfig.sharedconfig;

import org.jspecify.annotations.NullMarked;
