/**
 * Auto-configuration: wires what the other packages provide, and does nothing else.
 */
@NullMarked
package io.awsconfig.autoconfigure;

import org.jspecify.annotations.NullMarked;
