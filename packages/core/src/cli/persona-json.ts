import type { Persona } from "../domain/personas/persona.ts";
import type { ProjectInfo } from "../host/protocol.ts";
import { personaSentence } from "../views/index.ts";

/** A persona as `segment --json` prints it: each finding with its sentence in the reader's language. */
export const personaJson = (persona: Persona, project: ProjectInfo, locale: string) => ({
  customers: persona.customers,
  others: persona.others,
  ...(persona.units === null ? {} : { units: persona.units }),
  too_few: persona.tooFew,
  tests: persona.tests,
  figures: persona.figures,
  findings: persona.findings.map((finding) => {
    const common = {
      section: finding.section,
      sentence: personaSentence(finding, project, locale),
      others: finding.others,
      p: finding.p,
      q: finding.q,
    };
    if (finding.kind === "mean") {
      const { value, mean, smd, interval } = finding;
      return { kind: finding.kind, value, mean, smd, interval, ...common };
    }
    const { value, share, lift, cramersV } = finding;
    const told = { value, share, lift, cramers_v: cramersV, ...common };
    return finding.kind === "risk"
      ? { kind: finding.kind, risk: finding.risk, at_most: finding.atMost, ...told }
      : { kind: finding.kind, category: finding.category, ...told };
  }),
  needs: persona.needs.map(({ value, needs, kinds, othersKinds }) => ({
    value,
    needs,
    kinds,
    others_kinds: othersKinds,
  })),
  top_tenth: persona.topTenth,
});
