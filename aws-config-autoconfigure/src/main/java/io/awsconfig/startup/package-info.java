/**
 * What an application says about its AWS settings when it has started.
 */
@NullMarked
package io.awsconfig.startup;

import org.jspecify.annotations.NullMarked;
