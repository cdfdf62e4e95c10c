import type { Workbench } from "./workbench.ts";

/** One thing that a person does and sees. */
export type Step = {
  readonly title: string;
  readonly run: (workbench: Workbench) => Promise<void>;
};
