@NullMarked
package io.awsconfig.trespass.failure;

import org.jspecify.annotations.NullMarked;
