/** JSON Schema of the `data_visualization` block, from Slack's reference; @slack/types 3.2.0 does not have it. */

const point = {
  type: "object",
  properties: { label: { type: "string" }, value: { type: "number" } },
  required: ["label", "value"],
  additionalProperties: false,
};

const segments = {
  type: "object",
  properties: { type: { const: "pie" }, segments: { type: "array", items: point } },
  required: ["type", "segments"],
  additionalProperties: false,
};

const series = {
  type: "object",
  properties: {
    type: { enum: ["line", "bar", "area"] },
    series: {
      type: "array",
      items: {
        type: "object",
        properties: { name: { type: "string" }, data: { type: "array", items: point } },
        required: ["name", "data"],
        additionalProperties: false,
      },
    },
    axis_config: {
      type: "object",
      properties: {
        categories: { type: "array", items: { type: "string" } },
        x_label: { type: "string" },
        y_label: { type: "string" },
      },
      required: ["categories"],
      additionalProperties: false,
    },
  },
  required: ["type", "series", "axis_config"],
  additionalProperties: false,
};

export const dataVisualization = {
  type: "object",
  properties: {
    type: { const: "data_visualization" },
    block_id: { type: "string" },
    title: { type: "string" },
    chart: { anyOf: [segments, series] },
  },
  required: ["type", "title", "chart"],
  additionalProperties: false,
};
