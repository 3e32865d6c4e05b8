@NullMarked
package io.awsconfig.trespass.actuate;

import org.jspecify.annotations.NullMarked;
