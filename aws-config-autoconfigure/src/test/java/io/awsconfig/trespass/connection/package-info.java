@NullMarked
package io.awsconfig.trespass.connection;

import org.jspecify.annotations.NullMarked;
