package io.awsconfig.benchmarks.retry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A drawing of lines over time, as SVG that browsers show in light and dark.
 */
final class LineChart {

	private static final int WIDTH = 720;

	private static final int HEIGHT = 320;

	private static final int LEFT = 56;

	private static final int RIGHT = 150;

	private static final int TOP = 36;

	private static final int BOTTOM = 44;

	private static final String[] COLOURS = { "#0072b2", "#009e73", "#e69f00", "#d55e00", "#cc79a7", "#56b4e9" };

	private final String title;

	private final String yLabel;

	private final double xMax;

	private final double yMax;

	private final List<String> names = new ArrayList<>();

	private final List<List<Point>> lines = new ArrayList<>();

	LineChart(String title, String yLabel, double xMax, double yMax) {
		this.title = title;
		this.yLabel = yLabel;
		this.xMax = xMax;
		this.yMax = yMax;
	}

	LineChart line(String name, List<Point> points) {
		this.names.add(name);
		this.lines.add(points);
		return this;
	}

	String toSvg() {
		StringBuilder svg = new StringBuilder();
		svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
			.append(WIDTH)
			.append(' ')
			.append(HEIGHT)
			.append("\" font-family=\"sans-serif\" font-size=\"12\">\n");
		svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
		text(svg, LEFT, 20, "start", this.title);
		text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "seconds");
		text(svg, 6, TOP - 6, "start", this.yLabel);
		for (int i = 0; i <= 5; i++) {
			double value = this.yMax * i / 5;
			grid(svg, LEFT, y(value), WIDTH - RIGHT, y(value));
			text(svg, LEFT - 6, y(value) + 4, "end", number(value));
			text(svg, x(this.xMax * i / 5), HEIGHT - BOTTOM + 16, "middle", number(this.xMax * i / 5));
		}
		for (int i = 0; i < this.lines.size(); i++) {
			String colour = COLOURS[i % COLOURS.length];
			svg.append("<polyline fill=\"none\" stroke=\"").append(colour).append("\" stroke-width=\"1.5\" points=\"");
			for (Point point : this.lines.get(i)) {
				svg.append(number(x(point.x())))
					.append(',')
					.append(number(y(Math.min(point.y(), this.yMax))))
					.append(' ');
			}
			svg.append("\"/>\n");
			double height = TOP + 14 + 18 * i;
			svg.append(String
				.format(Locale.ROOT, "<rect x=\"%d\" y=\"%s\" width=\"14\" height=\"3\" fill=\"%s\"/>%n",
						WIDTH - RIGHT + 12, number(height - 5), colour)
				.replace("\r", ""));
			text(svg, WIDTH - RIGHT + 32, height, "start", this.names.get(i));
		}
		return svg.append("</svg>\n").toString();
	}

	private double x(double value) {
		return LEFT + (WIDTH - LEFT - RIGHT) * value / this.xMax;
	}

	private double y(double value) {
		return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / this.yMax;
	}

	private static void grid(StringBuilder svg, double fromX, double fromY, double toX, double toY) {
		svg.append("<line x1=\"")
			.append(number(fromX))
			.append("\" y1=\"")
			.append(number(fromY))
			.append("\" x2=\"")
			.append(number(toX))
			.append("\" y2=\"")
			.append(number(toY))
			.append("\" stroke=\"#ddd\"/>\n");
	}

	private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
		svg.append("<text x=\"")
			.append(number(x))
			.append("\" y=\"")
			.append(number(y))
			.append("\" text-anchor=\"")
			.append(anchor)
			.append("\">")
			.append(text)
			.append("</text>\n");
	}

	private static String number(double value) {
		String text = String.format(Locale.ROOT, "%.1f", value);
		return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
	}

	/**
	 * A point.
	 */
	record Point(double x, double y) {

	}

}
