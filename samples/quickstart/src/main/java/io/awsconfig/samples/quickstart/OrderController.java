package io.awsconfig.samples.quickstart;

import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes orders and shows what became of them.
 */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE) // S3Proxy brings XML along
class OrderController {

	private final OrderQueue queue;

	private final OrderStore store;

	OrderController(OrderQueue queue, OrderStore store) {
		this.queue = queue;
		this.store = store;
	}

	@PostMapping("/orders")
	@ResponseStatus(HttpStatus.ACCEPTED)
	Map<String, String> take(@RequestBody @Valid Order order) {
		this.queue.send(order);
		return Map.of("id", order.id());
	}

	@GetMapping("/orders/{id}")
	ResponseEntity<Order> show(@PathVariable String id) {
		return ResponseEntity.ofNullable(this.store.find(id));
	}

	@GetMapping("/dead-letters")
	List<Order> deadLetters() {
		return this.queue.deadLetters();
	}

}
