/** The thread that holds the index of names: neither making it nor asking it keeps the engine's process waiting. */
import { parentPort } from "node:worker_threads";
import {
  namedStretches,
  openNameIndex,
  type Findable,
  type Found,
  type NamedStretch,
} from "../../people/index.ts";

export type NameRequest =
  | { readonly add: readonly Findable[] }
  | { readonly finish: true }
  | { readonly search: string; readonly limit: number; readonly sight?: string | undefined }
  | { readonly sight: string; readonly show: readonly string[] }
  | { readonly forget: string }
  | { readonly namesIn: string };

/** One answer to each request, in order. */
export type NameAnswer = Found | readonly NamedStretch[] | null;

const index = openNameIndex();
parentPort?.on("message", (request: NameRequest) => {
  parentPort?.postMessage(answer(request) satisfies NameAnswer);
});

function answer(request: NameRequest): NameAnswer {
  if ("search" in request) return index.search(request.search, request.limit, request.sight);
  if ("namesIn" in request) return namedStretches(request.namesIn, index.knows);
  if ("show" in request) index.show(request.sight, request.show);
  else if ("forget" in request) index.forget(request.forget);
  else if ("add" in request) index.add(request.add);
  else index.finish();
  return null;
}
