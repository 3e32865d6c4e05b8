@NullMarked
package io.awsconfig.trespass.http;

import org.jspecify.annotations.NullMarked;
