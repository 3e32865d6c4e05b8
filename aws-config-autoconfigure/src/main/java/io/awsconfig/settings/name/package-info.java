/**
 * Names that are not those of the catalogue: of former versions and other libraries, of
 * secrets, and what somebody meant who wrote one.
 */
@NullMarked
package io.awsconfig.settings.name;

import org.jspecify.annotations.NullMarked;
