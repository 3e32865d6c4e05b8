@NullMarked
package io.awsconfig.trespass.settings.catalog;

import org.jspecify.annotations.NullMarked;
