package io.awsconfig.samples.accounts;

import jakarta.validation.constraints.NotBlank;

/**
 * An order.
 *
 * @param id what the customer calls it
 * @param item what is ordered
 */
record Order(@NotBlank(message = "'id' is missing") String id, @NotBlank(message = "'item' is missing") String item) {

}
