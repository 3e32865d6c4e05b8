@NullMarked
package io.awsconfig.trespass.diagnostic;

import org.jspecify.annotations.NullMarked;
