@NullMarked
package io.awsconfig.trespass.reload;

import org.jspecify.annotations.NullMarked;
