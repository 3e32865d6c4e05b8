@NullMarked
package io.awsconfig.trespass.retry;

import org.jspecify.annotations.NullMarked;
