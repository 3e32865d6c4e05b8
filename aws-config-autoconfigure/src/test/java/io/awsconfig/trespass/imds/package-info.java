@NullMarked
package io.awsconfig.trespass.imds;

import org.jspecify.annotations.NullMarked;
