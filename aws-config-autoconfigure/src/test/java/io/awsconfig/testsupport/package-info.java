/**
 * What several tests need.
 */
@NullMarked
package io.awsconfig.testsupport;

import org.jspecify.annotations.NullMarked;
