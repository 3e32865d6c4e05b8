@NullMarked
package io.awsconfig.trespass.client;

import org.jspecify.annotations.NullMarked;
