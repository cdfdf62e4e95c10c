import type { ProjectInfo } from "@clientele/core/host";
import type { FoundSegment } from "../blocks/segment-choice.ts";

/**
 * The segments that a text means: `care.save_list`, `save_list`, or a title in any language.
 *
 * @returns in the order of the project; several when two segmentations use the same word
 * @example findSegments(project, "Save list") // => [{ segmentation: "care", segment: "save_list" }]
 */
export function findSegments(project: ProjectInfo, text: string): readonly FoundSegment[] {
  const wanted = folded(text);
  return project.segmentations.flatMap((segmentation) =>
    segmentation.segments
      .filter((segment) => {
        const titles =
          typeof segment.title === "string" ? [segment.title] : Object.values(segment.title);
        const names = [segment.id, `${segmentation.id}.${segment.id}`, ...titles];
        return names.some((name) => folded(name) === wanted);
      })
      .map((segment) => ({ segmentation: segmentation.id, segment: segment.id })),
  );
}

const folded = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, " ")
    .trim();
