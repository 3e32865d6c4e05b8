/**
 * What works before there are beans: imports of configuration data that ask AWS get the
 * clients and the settings of the application.
 */
@NullMarked
package io.awsconfig.bootstrap;

import org.jspecify.annotations.NullMarked;
