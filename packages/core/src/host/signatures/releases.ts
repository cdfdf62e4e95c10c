/** Asking for a publication, counting it apart and making it live. */
import type { LiveRelease, Rehearsal, RequestMovers } from "../answers/rehearsal.ts";
import type { Asking, Overlay } from "./common.ts";

export type ReleaseMethods = {
  /**
   * Asks for the texts as they are now to be published. `author`: a Slack id or an address, default git's; `until`: such as
   * `Fri 18:00` or `2 days`, default the end of the third working day.
   */
  requestPublish: {
    params: {
      actor: string;
      author?: string;
      title?: string;
      why?: string;
      until?: string;
      overlay?: Overlay;
    };
    result: { readonly request: number; readonly configHash: string; readonly expires: string };
  };
  /** When a request that is made now expires, where nobody says: at the end of the third working day, ISO. */
  deadline: { params: Record<never, never>; result: { readonly expires: string } };
  /**
   * Computes a configuration that somebody asks to publish in a hidden run of its own, and counts what it would change. `earlier`:
   * a hidden run of it, which is taken where it would come out the same.
   */
  rehearse: {
    params: { files: Overlay; configHash: string; earlier?: string };
    result: Rehearsal;
  };
  /** A page of those whom a request moves, as the viewer may see them; `unknown-run` where the figures are not kept any more. */
  requestMovers: {
    params: Asking & { run: string; offset: number; limit: number };
    result: RequestMovers;
  };
  /** Makes an approved configuration live by its hidden run. Doing it again changes nothing. */
  release: {
    params: {
      files: Overlay;
      configHash: string;
      run: string;
      approval: { id: number; approver: string; at: string; why: string };
      by: string;
      why: string;
    };
    result: { readonly base: { readonly run: string }; readonly at: string };
  };
  /** What is live, since when, by whose leave. */
  live: { params: Record<never, never>; result: LiveRelease };
  /** Removes hidden runs that are older than an hour and not among those that are kept. */
  discardHidden: { params: { keep: readonly string[] }; result: { readonly removed: number } };
};
