/** Words that several methods take or answer. */
import type { ModelCard } from "../../domain/model-card.ts";
import type { Bundle } from "../../domain/recommendations/recommended.ts";
import type { AccessModel } from "../../language/model/access-model.ts";
import type { Problem } from "../../problem.ts";
import type { Viewer } from "../../viewer.ts";
import type { BaseInfo } from "../answers/project.ts";

/** Unsaved texts by path relative to the project. They win over the files on disk. */
export type Overlay = Readonly<Record<string, string>>;

/** Who asks, in every question about customers: the answer holds only what they may see. */
export type Asking = { readonly viewer: Viewer };

export type AccessInfo = {
  /** `null` where there is no such file, or where it is broken. */
  readonly access: AccessModel | null;
  /** Whether it has errors: then nobody is shown anything. */
  readonly broken: boolean;
  /** The day in the project's time zone, ISO. */
  readonly today: string;
  readonly problems: readonly Problem[];
};

export type Cards = {
  readonly base: BaseInfo;
  readonly cards: readonly {
    readonly name: string;
    /** The metrics that the model gives, its own included. */
    readonly metrics: readonly string[];
    readonly card: ModelCard;
  }[];
};

export type Bundles = { readonly base: BaseInfo; readonly bundles: readonly Bundle[] };
