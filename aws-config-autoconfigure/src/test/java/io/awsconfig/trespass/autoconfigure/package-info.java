@NullMarked
package io.awsconfig.trespass.autoconfigure;

import org.jspecify.annotations.NullMarked;
