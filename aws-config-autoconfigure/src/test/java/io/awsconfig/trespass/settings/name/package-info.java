@NullMarked
package io.awsconfig.trespass.settings.name;

import org.jspecify.annotations.NullMarked;
