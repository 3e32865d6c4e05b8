@NullMarked
package io.awsconfig.trespass.doctor;

import org.jspecify.annotations.NullMarked;
