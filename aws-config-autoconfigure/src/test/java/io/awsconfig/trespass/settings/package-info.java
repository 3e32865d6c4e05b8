@NullMarked
package io.awsconfig.trespass.settings;

import org.jspecify.annotations.NullMarked;
