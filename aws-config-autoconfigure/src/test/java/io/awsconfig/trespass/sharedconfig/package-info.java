@NullMarked
package io.awsconfig.trespass.sharedconfig;

import org.jspecify.annotations.NullMarked;
