@NullMarked
package io.awsconfig.trespass.retry.method;

import org.jspecify.annotations.NullMarked;
