/**
 * What each setting, wherever it stands, makes of the requests of real clients.
 */
@NullMarked
package io.awsconfig.wire;

import org.jspecify.annotations.NullMarked;
