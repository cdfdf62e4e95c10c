import type { Catalogue } from "../catalogue.ts";
import { reasonInEnglish as because } from "../reasons.ts";
import { suggestion } from "./words.ts";

/** Words for runs that mean nothing yet. */
const notYet: Readonly<Record<string, string>> = {
  published: `nothing is published yet, so there is no run "published"`,
  previous: `only one run has been published, so there is none before it; "clientele run --publish" makes another one`,
  latest: `there is no run yet`,
};

/** About runs, and what was asked of them, in English. */
export const asking = {
  "no-run": () => `there is no run yet; start one with "clientele run"`,
  "unknown-request": ({ request }) =>
    `no publish request ${request}; "clientele requests --all" lists them`,
  "request-unchanged": () =>
    `the files say what is published already, so there is nothing to ask for; change them first`,
  "request-decided": ({ request, stage }) =>
    `request ${request} is ${stage} and cannot be taken back; "clientele requests" lists those that can`,
  "author-unknown": () =>
    `nobody knows whose request this is: say --as with your e-mail address or Slack id, or set it with "git config user.email"`,
  "no-approver": () =>
    `nobody may approve it: give somebody other than its author a role with "may: [look_up, approve]" in access.yaml`,
  "release-in-force": ({ request }) =>
    `what is live was approved (request ${request}), and this run is of another configuration; ask with "clientele publish --request", or publish it without approval with "clientele publish --yes"`,
  "release-damaged": ({ hash }) =>
    `the approved configuration ${hash} is not what was approved any more; ask again with "clientele publish --request", put .clientele/releases back as it was, or publish without approval with "clientele publish --yes"`,
  "unknown-dispute": ({ dispute }) =>
    `no open dispute ${dispute}; "clientele disputes" lists those that are`,
  "unknown-run": ({ run, nearest }) =>
    (notYet[run] ?? `no run "${run}"`) +
    (nearest === "" ? `; "clientele runs" lists them` : suggestion(nearest)),
  "nothing-published": () => `nothing is published yet; publish a run with "clientele publish"`,
  "snapshot-damaged": ({ run, reason }) =>
    `the snapshot ${run} is damaged (${because(reason)}); compute it again with "clientele run"`,
  "snapshot-locked": ({ run }) =>
    `another program has the snapshot ${run} open for writing; close it and try again`,
  "snapshot-newer": ({ run, format, supported }) =>
    `the snapshot ${run} is of format ${format}, this program reads up to ${supported}; ` +
    `update the program, or run again with this one`,
  "run-in-progress": ({ pid, since }) =>
    `a run is under way since ${since} (process ${pid}); wait for it, or end that process`,
  "disk-full": ({ path }) => `no space left while writing ${path}; free some and try again`,
  "memory-full": ({ limit }) =>
    `the data do not fit in the ${limit} of memory that may be used; give more, as in CLIENTELE_MEMORY=8GB`,
  "not-writable": ({ path, reason }) =>
    `${path} cannot be written (${because(reason)}); make the folder writable, or work in a copy of the project`,
  "engine-failed": ({ reason }) => `counting stopped: ${because(reason)}; try again`,

  "unknown-customer": ({ customer }) =>
    `no customer "${customer}"; try an id, or a part of the name`,
  "delivery-failed": ({ host, why, waiting }) =>
    `${host} did not take what was sent (${why}); ${waiting === 1 ? "1 batch waits" : `${waiting} batches wait`} in .clientele/deliveries, and the next "clientele deliver" sends them first, under the same keys`,
  "no-pseudonym-key": () =>
    `nobody here has made pseudonyms yet, so there is no key to go back by; "clientele export --pseudonyms" makes one`,
  "export-without-purpose": ({ columns }) =>
    `${columns} are in the file, and it says not what for, so nobody was left out who refused; say "--purpose sms", or leave "--personal" away (PIPL Art. 6 and 24)`,
  "unknown-consent": ({ consent, nearest }) =>
    `no consent "${consent}"` +
    (nearest === "" ? `; name it under "consent" of "customers"` : suggestion(nearest)),
  "several-customers": ({ customer, count }) =>
    `${count} customers match "${customer}"; give the id of one`,
  "day-passed": ({ day, asOf }) =>
    `${day} is not after the data's last day, ${asOf}; name a later day with --by`,
  "data-changed-since": ({ run }) =>
    `the data or their definition changed since run ${run}; run again, then ask`,

  "wrong-use": ({ reason }) => `${reason}; see "clientele --help"`,
  "folder-not-empty": ({ path }) => `${path} is not empty; choose a new or an empty folder`,
  "unknown-preset": ({ preset, nearest, allowed }) =>
    `no preset "${preset}"` + (nearest === "" ? `; choose from: ${allowed}` : suggestion(nearest)),
  "preset-needs": ({ preset, slot, what, advice }) =>
    `"${preset}" needs ${what}, and no column is called so: ${advice}; or name yours: --use ${slot}=COLUMN`,
  "file-present": ({ path }) =>
    `${path} is there already; nothing was written, choose another --as NAME`,
  "unknown-template": ({ template, allowed }) =>
    `no template "${template}"; choose from: ${allowed}`,
} satisfies Partial<Catalogue>;
