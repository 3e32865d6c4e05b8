@NullMarked
package io.awsconfig.trespass.bootstrap;

import org.jspecify.annotations.NullMarked;
