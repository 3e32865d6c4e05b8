/**
 * Orders that are taken by HTTP, sent through a queue and stored in a bucket.
 */
@NullMarked
package io.awsconfig.samples.quickstart;

import org.jspecify.annotations.NullMarked;
