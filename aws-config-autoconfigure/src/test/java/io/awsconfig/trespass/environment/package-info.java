@NullMarked
package io.awsconfig.trespass.environment;

import org.jspecify.annotations.NullMarked;
