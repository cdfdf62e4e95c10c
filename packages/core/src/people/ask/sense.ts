import type { SegmentRef } from "./question.ts";
import type { Job } from "./vocabulary.ts";

/** What a stretch of a question can stand for. */
export type Sense =
  /** Several where segmentations share a word. */
  | { readonly cat: "segment"; readonly ref: SegmentRef }
  | { readonly cat: "segmentation"; readonly id: string }
  /** `how`: what is meant of many customers where nothing else is said. */
  | { readonly cat: "value"; readonly id: string; readonly how?: "sum" }
  /** A value that a text column holds. */
  | { readonly cat: "held"; readonly value: string; readonly is: string }
  | { readonly cat: "number"; readonly value: number; readonly percent: boolean }
  | { readonly cat: "quoted"; readonly text: string }
  | { readonly cat: "date"; readonly iso: string }
  | { readonly cat: "place"; readonly place: number }
  /** From 1. */
  | { readonly cat: "named-month"; readonly month: number }
  | { readonly cat: "job"; readonly job: Job }
  | { readonly cat: "sign"; readonly sign: string }
  /** A customer is called so. */
  | { readonly cat: "name" }
  | { readonly cat: "unknown" };

/** A stretch of the question that was recognised, or one piece that was not. */
export type Token = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly senses: readonly Sense[];
};
