import type { Published } from "../compute/snapshot/manifest.ts";
import type { PublishRequest } from "../people/index.ts";

/** A request as `--json` prints it. */
export const requestJson = (request: PublishRequest) => ({
  id: request.id,
  title: request.title,
  why: request.why,
  author: request.author,
  at: request.at,
  config_hash: request.configHash,
  base: request.base,
  expires: request.expires,
  stage: request.stage,
  round: request.round,
  run: request.run,
  decision: request.decision,
  ended_at: request.endedAt,
});

/** What is live as `--json` prints it. */
export const publishedJson = ({ configHash, ...published }: Published) => ({
  ...published,
  config_hash: configHash,
});
