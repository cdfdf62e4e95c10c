import { expect, it } from "vitest";
import { chooseK, type Candidate } from "../../../packages/core/src/domain/clusters/choose-k.ts";
import { matchLabels } from "../../../packages/core/src/domain/clusters/match-labels.ts";
import { clusterNames } from "../../../packages/core/src/domain/clusters/names.ts";

const candidate = (
  k: number,
  stability: number,
  smallest: number,
  silhouette: number,
): Candidate => ({
  k,
  stability,
  smallest,
  silhouette,
  inertia: 1,
  sizes: [],
});

it("takes the best silhouette of those that are stable and large enough, never the best of all", () => {
  const outliers = candidate(4, 0.95, 0.003, 0.616);
  const shaky = candidate(5, 0.7, 0.1, 0.5);
  const good = candidate(3, 0.9, 0.1, 0.33);
  expect(chooseK([good, outliers, shaky], 0.03)).toEqual({ k: 3, reason: "best" });
  expect(chooseK([outliers, shaky], 0.03)).toEqual({ k: 5, reason: "none-stable" });
  expect(chooseK([candidate(2, 0.5, 0.001, 0.9), outliers], 0.03)).toEqual({
    k: 4,
    reason: "none-large",
  });
  expect(chooseK([shaky], 0.03)).toEqual({ k: 5, reason: "named" });
  expect(chooseK([candidate(4, 0.9, 0.1, 0.3), candidate(2, 0.9, 0.1, 0.3)], 0)).toMatchObject({
    k: 2,
  });
});

it("gives a cluster the id that most of its customers had, and free ids to new ones", () => {
  expect(matchLabels([0, 0, 0, 1, 1], ["b", "b", "a", "a", "a"], ["a", "b", "c"], 2)).toEqual([
    "b",
    "a",
  ]);
  // Both have most of a; together more keep theirs where the smaller one takes b.
  expect(matchLabels([0, 0, 0, 1, 1, 1], ["a", "a", "a", "a", "a", "b"], ["a", "b"], 2)).toEqual([
    "a",
    "b",
  ]);
  expect(matchLabels([0, 1, 2], ["c", null, null], ["a", "b", "c"], 3)).toEqual(["c", "a", "b"]);
});

it("names clusters by their strongest traits, apart from each other", () => {
  const money = (above: number) =>
    ({ kind: "number", title: { en: "Monetary value", zh: "消费金额" }, above }) as const;
  const late = (above: number) =>
    ({ kind: "number", title: { en: "Recency", zh: "最近购买天数" }, above }) as const;
  expect(
    clusterNames([
      [late(-0.6), money(1.4)],
      [late(0.1), money(-0.2)],
    ]),
  ).toEqual([
    { en: "High monetary value, low recency", "zh-CN": "消费金额高，最近购买天数低" },
    { en: "Average", "zh-CN": "中等" },
  ]);
  const channel = (value: string, typical: boolean) =>
    ({ kind: "category", title: "Channel", value, typical }) as const;
  expect(
    clusterNames([[money(1)], [money(1)], [channel("app", false)]]).map((n) => Object.values(n)[0]),
  ).toEqual(["High monetary value", "High monetary value 2", "Channel app"]);
});
