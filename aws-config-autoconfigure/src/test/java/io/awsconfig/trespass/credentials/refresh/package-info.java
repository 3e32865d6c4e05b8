@NullMarked
package io.awsconfig.trespass.credentials.refresh;

import org.jspecify.annotations.NullMarked;
