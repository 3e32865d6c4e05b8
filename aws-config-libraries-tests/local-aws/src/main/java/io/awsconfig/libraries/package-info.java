/**
 * What the tests with libraries share.
 */
@NullMarked
package io.awsconfig.libraries;

import org.jspecify.annotations.NullMarked;
