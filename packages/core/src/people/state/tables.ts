import type { Generated } from "kysely";

/** The state file as it is after the last migration. Times of `audit` are ISO text, of `seen` milliseconds. */
export type Tables = {
  readonly audit: {
    readonly id: Generated<number>;
    readonly at: string;
    readonly actor: string;
    readonly surface: string;
    readonly channel: string | null;
    readonly action: string;
    readonly asked: string;
    readonly customer_count: number;
    readonly run: string | null;
  };
  readonly audit_customer: {
    readonly audit: number;
    readonly place: number;
    readonly customer: string;
  };
  readonly contact: {
    readonly id: Generated<number>;
    readonly at: string;
    readonly actor: string;
    readonly customer: string;
    readonly channel: string | null;
    readonly strategy: string | null;
    readonly action: string | null;
    readonly outcome: string | null;
    readonly note: string | null;
  };
  readonly digest_schedule: {
    readonly schedule: string;
    readonly signature: string;
    readonly since: string;
  };
  readonly digest_slot: {
    readonly schedule: string;
    readonly recipient: string;
    readonly slot: string;
    readonly key: string;
    readonly at: string;
    readonly stage: string;
    readonly until: string;
    readonly attempts: number;
    readonly run: string | null;
    readonly channel: string | null;
    readonly ts: string | null;
    readonly why: string | null;
  };
  readonly digest_subscription: {
    readonly id: string;
    readonly digest: string;
    readonly channel: string;
    readonly cron: string;
    readonly timezone: string;
    readonly locale: string;
    readonly actor: string;
    readonly at: string;
    readonly paused: number;
    readonly place: string | null;
    readonly quiet: number | null;
  };
  readonly dispute: {
    readonly id: Generated<number>;
    readonly at: string;
    readonly actor: string;
    readonly place: string | null;
    readonly customer: string;
    readonly segmentation: string;
    readonly segment: string | null;
    readonly wanted: string | null;
    readonly why: string;
    readonly run: string;
    readonly rule: string;
    readonly resolved_at: string | null;
    readonly resolved_by: string | null;
    readonly resolution: string | null;
  };
  readonly publish_request: {
    readonly id: Generated<number>;
    readonly key: string;
    readonly at: string;
    readonly actor: string;
    readonly author: string;
    readonly title: string;
    readonly why: string;
    readonly base: string | null;
    readonly config_hash: string;
    readonly files: string;
    readonly expires: string;
    readonly stage: string;
    readonly version: number;
    readonly round: number;
    readonly run: string | null;
    readonly figures: string | null;
    readonly recounted: string | null;
    readonly trouble: string | null;
    readonly decided_by: string | null;
    readonly decided_at: string | null;
    readonly decided_why: string | null;
    readonly ended_at: string | null;
    readonly until: string;
    readonly look: string;
    readonly attempts: number;
    readonly place: string | null;
  };
  readonly publish_post: {
    readonly request: number;
    readonly recipient: string;
    readonly kind: string;
    readonly key: string;
    readonly at: string;
    readonly stage: string;
    readonly channel: string | null;
    readonly ts: string | null;
    readonly shown: number;
    readonly why: string | null;
  };
  readonly watch: {
    readonly id: Generated<number>;
    readonly at: string;
    readonly actor: string;
    readonly place: string;
    readonly kind: string;
    readonly target: string;
    readonly run: string;
  };
  readonly notice: {
    readonly id: Generated<number>;
    readonly at: string;
    readonly actor: string;
    readonly place: string;
    readonly customer: string | null;
    readonly about: string;
    readonly taken: string | null;
    readonly sent: string | null;
  };
  readonly welcome: { readonly actor: string; readonly place: string; readonly at: string };
  readonly installation: { readonly place: string; readonly at: string; readonly sealed: string };
  readonly seen: { readonly event: string; readonly at: number };
};
