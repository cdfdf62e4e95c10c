import { expect, it, vi } from "vitest";
import {
  joinWork,
  type SharedWork,
} from "../../../packages/core/src/compute/preview/shared-work.ts";

const steps = () => {
  const ends = Promise.withResolvers<string>();
  const begun: AbortSignal[] = [];
  const start = (signal: AbortSignal): Promise<string> => {
    begun.push(signal);
    signal.addEventListener("abort", () => ends.reject(new Error("stopped")));
    return ends.promise;
  };
  return { ends, begun, start };
};

it("is left to whoever asks next, and done once", async () => {
  const shared: SharedWork<string> = {};
  const { ends, begun, start } = steps();
  const typing = new AbortController();
  const first = joinWork(shared, "k", start, { signal: typing.signal });
  await Promise.resolve();
  typing.abort();
  await expect(first).rejects.toMatchObject({ kind: "interrupted" });
  const second = joinWork(shared, "k", start);
  ends.resolve("made");
  expect(await second).toBe("made");
  expect(begun).toHaveLength(1);
  expect(begun[0]?.aborted).toBe(false);
});

it("tells whoever joins what it is doing, and goes on telling", async () => {
  const shared: SharedWork<string> = {};
  const ends = Promise.withResolvers<string>();
  let tell: (done: number) => void = () => {};
  const told: (number | null)[] = [];
  const work = joinWork(shared, "k", (_, report) => {
    tell = report;
    return ends.promise;
  });
  await Promise.resolve();
  tell(0.25);
  const joined = joinWork(shared, "k", () => Promise.reject(new Error("twice")), {
    onProgress: (done) => told.push(done),
  });
  tell(0.5);
  ends.resolve("made");
  expect([await work, await joined]).toEqual(["made", "made"]);
  expect(told).toEqual([0.25, 0.5]);
});

it("ends when nobody asks again, and at once for other work", async () => {
  vi.useFakeTimers();
  try {
    const shared: SharedWork<string> = {};
    const left = steps();
    const typing = new AbortController();
    const first = joinWork(shared, "k", left.start, { signal: typing.signal });
    await Promise.resolve();
    typing.abort();
    await expect(first).rejects.toThrow("interrupted");
    expect(left.begun[0]?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(3000);
    expect(left.begun[0]?.aborted).toBe(true);

    const other = steps();
    const stopped = joinWork(shared, "k", other.start).catch((error: unknown) => error);
    await Promise.resolve();
    const next = joinWork(shared, "other", () => Promise.resolve("next"));
    expect(await next).toBe("next");
    expect(await stopped).toEqual(new Error("stopped"));
  } finally {
    vi.useRealTimers();
  }
});

it("is never another's, though two wait for the same end", async () => {
  const shared: SharedWork<string> = {};
  const { start } = steps();
  const stopped = joinWork(shared, "k", start).catch(() => "stopped");
  await Promise.resolve();
  const both = ["a", "b"].map((key) =>
    joinWork(shared, key, () => Promise.resolve(key)).catch(() => `${key} was stopped`),
  );
  const [a, b] = await Promise.all(both);
  expect(await stopped).toBe("stopped");
  expect(["a", "a was stopped"]).toContain(a);
  expect(b).toBe("b");
});
