@NullMarked
package io.awsconfig.trespass.credentials.plan;

import org.jspecify.annotations.NullMarked;
