@NullMarked
package io.awsconfig.trespass.credentials;

import org.jspecify.annotations.NullMarked;
