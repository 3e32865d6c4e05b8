/**
 * Orders of one AWS account that are moved to another one.
 */
@NullMarked
package io.awsconfig.samples.accounts;

import org.jspecify.annotations.NullMarked;
