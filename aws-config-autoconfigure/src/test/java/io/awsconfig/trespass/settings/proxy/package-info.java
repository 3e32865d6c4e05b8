@NullMarked
package io.awsconfig.trespass.settings.proxy;

import org.jspecify.annotations.NullMarked;
