// @ts-check
import { element } from "./element.js";

/** @typedef {import("./blocks.js").Json} Json */

const width = 560;
const height = 180;
const edge = { left: 8, right: 8, top: 12, bottom: 24 };

/**
 * Slack's `data_visualization` block: bars, lines and areas drawn, the numbers in a table for whoever does not see them.
 *
 * @param {Json} block
 */
export function chart(block) {
  const { chart: drawn } = block;
  const series =
    drawn.type === "pie"
      ? [{ name: block.title, data: drawn.segments }]
      : /** @type {readonly Json[]} */ (drawn.series);
  const title = element("figcaption", "", [document.createTextNode(block.title)]);
  const kind = drawn.type === "line" || drawn.type === "area" ? "line" : "bar";
  return element("figure", "chart", [title, draw(kind, series), legend(series), numbers(series)]);
}

/**
 * @param {"line" | "bar"} kind
 * @param {readonly Json[]} series
 */
function draw(kind, series) {
  const svg = node("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  const points = series[0]?.["data"] ?? [];
  const values = series.flatMap((one) => one["data"].map((/** @type {Json} */ p) => p["value"]));
  const top = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const span = top - low || 1;
  const inner = width - edge.left - edge.right;
  const step = inner / Math.max(1, points.length);
  const y = (/** @type {number} */ value) =>
    edge.top + ((top - value) / span) * (height - edge.top - edge.bottom);
  svg.append(
    node("line", { class: "axis", x1: edge.left, x2: width - edge.right, y1: y(0), y2: y(0) }),
  );
  series.forEach((one, s) => {
    if (kind === "line") {
      const path = one["data"].map(
        (/** @type {Json} */ p, /** @type {number} */ i) =>
          `${edge.left + step * (i + 0.5)},${y(p["value"])}`,
      );
      svg.append(node("polyline", { class: `series-${s}`, points: path.join(" ") }));
    } else {
      const bar = (step * 0.7) / series.length;
      one["data"].forEach((/** @type {Json} */ p, /** @type {number} */ i) => {
        const from = y(Math.max(0, p["value"]));
        svg.append(
          node("rect", {
            class: `series-${s}`,
            x: edge.left + step * i + step * 0.15 + bar * s,
            y: from,
            width: bar,
            height: Math.max(1, y(Math.min(0, p["value"])) - from),
            rx: 2,
          }),
        );
      });
    }
  });
  const every = Math.ceil(points.length / 8);
  points.forEach((/** @type {Json} */ p, /** @type {number} */ i) => {
    if (i % every !== 0) return;
    const label = node("text", { x: edge.left + step * (i + 0.5), y: height - 6 });
    label.textContent = p["label"];
    svg.append(label);
  });
  return svg;
}

/** @param {readonly Json[]} series */
const legend = (series) =>
  element(
    "ul",
    "legend",
    series.length < 2
      ? []
      : series.map((one, s) =>
          element("li", `series-${s}`, [document.createTextNode(one["name"])]),
        ),
  );

/** @param {readonly Json[]} series */
function numbers(series) {
  const labels = (series[0]?.["data"] ?? []).map((/** @type {Json} */ p) => p["label"]);
  const row = (/** @type {string} */ tag, /** @type {readonly string[]} */ cells) =>
    element(
      "tr",
      "",
      cells.map((cell) => element(tag, "", [document.createTextNode(cell)])),
    );
  return element("table", "unseen", [
    row("th", ["", ...labels]),
    ...series.map((one) =>
      row("td", [one["name"], ...one["data"].map((/** @type {Json} */ p) => String(p["value"]))]),
    ),
  ]);
}

/**
 * @param {string} tag
 * @param {Readonly<Record<string, string | number>>} attributes
 */
function node(tag, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
