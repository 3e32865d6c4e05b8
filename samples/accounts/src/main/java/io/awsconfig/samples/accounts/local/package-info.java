/**
 * Embedded servers in the place of AWS accounts. An application that runs on AWS has no
 * such package; the rest of the sample does not change without it.
 */
@NullMarked
package io.awsconfig.samples.accounts.local;

import org.jspecify.annotations.NullMarked;
