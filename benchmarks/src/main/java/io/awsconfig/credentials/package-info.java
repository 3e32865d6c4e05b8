/**
 * What reading credentials costs. In their package, since nobody else can make them
 * without the settings of an application.
 */
@NullMarked
package io.awsconfig.credentials;

import org.jspecify.annotations.NullMarked;
