@NullMarked
package io.awsconfig.trespass.startup;

import org.jspecify.annotations.NullMarked;
