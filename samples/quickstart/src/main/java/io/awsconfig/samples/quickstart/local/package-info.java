/**
 * Embedded servers in the place of AWS. An application that runs on AWS has no such
 * package; the rest of the sample does not change without it.
 */
@NullMarked
package io.awsconfig.samples.quickstart.local;

import org.jspecify.annotations.NullMarked;
