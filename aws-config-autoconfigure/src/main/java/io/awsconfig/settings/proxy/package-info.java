/**
 * Which proxy the settings, the variables and the properties of the JVM make a call go
 * through, and which hosts are called directly.
 */
@NullMarked
package io.awsconfig.settings.proxy;

import org.jspecify.annotations.NullMarked;
