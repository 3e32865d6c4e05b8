/**
 * Credentials from AWS STS, for a role or a web identity token.
 */
@NullMarked
package io.awsconfig.credentials.fetch.sts;

import org.jspecify.annotations.NullMarked;
