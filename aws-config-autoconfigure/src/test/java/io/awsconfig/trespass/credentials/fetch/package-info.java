@NullMarked
package io.awsconfig.trespass.credentials.fetch;

import org.jspecify.annotations.NullMarked;
