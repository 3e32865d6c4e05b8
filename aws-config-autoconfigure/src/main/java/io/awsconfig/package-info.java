/**
 * The AWS settings of a Spring Boot application: found wherever they stand, shown with
 * their origin, and applied to every client of the AWS SDK for Java.
 */
@NullMarked
package io.awsconfig;

import org.jspecify.annotations.NullMarked;
