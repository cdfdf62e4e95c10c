/** How a YAML text is written: where its texts stand, and which maps have a line for each key. */
import { isMap, visit } from "yaml";
import { nodeAt, type YamlPath, type YamlSource } from "./yaml-source.ts";

/** Offsets of quoted and block scalars, each from its start to behind its end: what looks like a comment in them is none. */
export function textSpans({ document }: YamlSource): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  visit(document, {
    Scalar: (_, { range, type }) => {
      if (range && type !== "PLAIN") found.push([range[0], range[1]]);
    },
  });
  return found;
}

/** Whether the map at a path has its keys below each other. */
export function isBlockMap(source: YamlSource, path: YamlPath): boolean {
  const node = nodeAt(source, path);
  return isMap(node) && node.flow !== true;
}
