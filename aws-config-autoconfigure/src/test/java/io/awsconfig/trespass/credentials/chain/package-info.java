@NullMarked
package io.awsconfig.trespass.credentials.chain;

import org.jspecify.annotations.NullMarked;
