/**
 * K-means: polishing a million customers in memory beside plain rounds on one typed array from the same centres (the floor) and
 * beside ml-kmeans on the same rows; with `run`, the fit of a run from a file, where k is given and where it is chosen.
 *
 *     npm run pnpm -- exec node --conditions=source bench/kmeans.ts [customers] [dimensions] [k]
 *     npm run pnpm -- exec node --conditions=source bench/kmeans.ts run [customers]
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { kMeans } from "../packages/core/src/domain/clusters/k-means.ts";
import { connectHost } from "../packages/core/src/host/client.ts";
import { hamerly, type Dimension } from "../packages/core/src/stats/hamerly.ts";
import { random } from "../packages/core/src/stats/random.ts";

const unit = 1e6;
const still = 1000;
const most = 25;
const sample = 20_000;
/** ml-kmeans takes its rows as arrays of numbers: beyond this they are too many. */
const mostForPackage = 2_000_000;

type MlKmeans = {
  readonly kmeans: (
    data: readonly (readonly number[])[],
    k: number,
    options: {
      readonly initialization: readonly (readonly number[])[];
      readonly maxIterations: number;
      readonly tolerance: number;
    },
  ) => {
    readonly centroids: readonly (readonly number[])[];
    readonly clusters: readonly number[];
    readonly iterations: number;
  };
};

/** Processor seconds of this process and wall seconds. */
async function timed<T>(work: () => T | Promise<T>) {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  const value = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { value, cpu: (user + system) / 1e6, wall: (performance.now() - wall) / 1000 };
}

const said = ({ cpu, wall }: { readonly cpu: number; readonly wall: number }): string =>
  `${cpu.toFixed(2)} s of processor, ${wall.toFixed(2)} s`;

/** Groups that overlap, in millionths of a spread. */
function made(customers: number, width: number, k: number): Int32Array {
  const next = random(1);
  const middles = Float64Array.from({ length: k * width }, () => 2 * next());
  const values = new Int32Array(customers * width);
  for (let i = 0; i < customers; i += 1)
    for (let f = 0; f < width; f += 1) {
      const noise = next() + next() + next() + next() - 2;
      values[i * width + f] = Math.round(
        ((middles[(i % k) * width + f] ?? 0) + 1.7 * noise) * unit,
      );
    }
  return values;
}

/** Plain rounds, as short as they can be written. */
function plain(values: Int32Array, width: number, seeds: readonly (readonly number[])[]) {
  const k = seeds.length;
  const rows = values.length / width;
  const centres = Float64Array.from(seeds.flat());
  for (let round = 0; ; round += 1) {
    const [sums, sizes] = [new Float64Array(k * width), new Float64Array(k)];
    let inertia = 0;
    for (let row = 0, at = 0; row < rows; row += 1, at += width) {
      let [nearest, least] = [0, Infinity];
      for (let c = 0; c < k; c += 1) {
        let sum = 0;
        for (let f = 0; f < width; f += 1) {
          const gap = ((values[at + f] ?? 0) - (centres[c * width + f] ?? 0)) / unit;
          sum += gap * gap;
        }
        if (sum < least) [nearest, least] = [c, sum];
      }
      inertia += least;
      sizes[nearest] = (sizes[nearest] ?? 0) + 1;
      for (let f = 0; f < width; f += 1)
        sums[nearest * width + f] = (sums[nearest * width + f] ?? 0) + (values[at + f] ?? 0);
    }
    let moved = false;
    const means = sums.map((sum, i) => Math.round(sum / (sizes[Math.floor(i / width)] ?? 1)));
    for (let i = 0; i < means.length; i += 1)
      if (Math.abs((means[i] ?? 0) - (centres[i] ?? 0)) >= still) moved = true;
    if (!moved || round >= most) return { inertia, rounds: round + 1 };
    centres.set(means);
  }
}

async function inMemory(customers: number, width: number, k: number): Promise<void> {
  const values = made(customers, width, k);
  const rowOf = (i: number): readonly number[] =>
    Array.from(values.subarray(i * width, (i + 1) * width), (x) => x / unit);
  const first = Array.from({ length: Math.min(sample, customers) }, (_, i) => rowOf(i));
  const learned = await timed(() => kMeans(first, k, { starts: 8, next: random(2) }));
  const seeds = learned.value.centroids.map((c) => c.map((x) => Math.round(x * unit)));
  console.log(
    `${customers} × ${width}, k ${k}; sample of ${first.length}, 8 starts: ${said(learned)}`,
  );
  const dimensions = Array.from({ length: width }, (): Dimension => ({ kind: "number", unit }));
  const rowsOfBlock = 131_072;
  const blocks = Array.from({ length: Math.ceil(customers / rowsOfBlock) }, (_, i) =>
    values.subarray(i * rowsOfBlock * width, (i + 1) * rowsOfBlock * width),
  );
  const ours = await timed(() => hamerly({ width, blocks }, dimensions, seeds, { still, most }));
  const floor = await timed(() => plain(values, width, seeds));
  const compared = (name: string, other: typeof floor): void =>
    console.log(
      `${name}: ${said(other)}, ${other.value.rounds} rounds, inertia ${other.value.inertia.toFixed(3)}; ` +
        `ours takes ${(ours.cpu / other.cpu).toFixed(2)} of its processor time`,
    );
  console.log(
    `polished in memory: ${said(ours)}, ${ours.value.rounds} rounds, inertia ${ours.value.inertia.toFixed(3)}`,
  );
  compared("floor, plain rounds on a typed array", floor);
  if (customers > mostForPackage) return;
  const core = createRequire(new URL("../packages/core/package.json", import.meta.url));
  // Core's dependency, not ours: resolved from there, so without its types.
  const loaded = (await import(pathToFileURL(core.resolve("ml-kmeans")).href)) as MlKmeans;
  const data = Array.from({ length: customers }, (_, i) => [...rowOf(i)]);
  const initialization = learned.value.centroids.map((c) => [...c]);
  const theirs = await timed(() => {
    const options = { initialization, maxIterations: ours.value.rounds, tolerance: 0 };
    const { centroids, iterations, clusters } = loaded.kmeans(data, k, options);
    const inertia = data.reduce(
      (sum, row, i) =>
        sum + row.reduce((s, x, f) => s + (x - (centroids[clusters[i] ?? 0]?.[f] ?? 0)) ** 2, 0),
      0,
    );
    return { inertia, rounds: iterations };
  });
  compared("ml-kmeans from the same centres", theirs);
}

/** A project whose customers have eight numbers, run from a Parquet file. */
async function runs(customers: number): Promise<void> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-kmeans-"));
  try {
    mkdirSync(join(folder, "segmentations"));
    const instance = await DuckDBInstance.create(":memory:");
    const db = await instance.connect();
    const columns = Array.from(
      { length: 8 },
      (_, i) => `round(4 * sin(${i + 1} * (g + 1)) + 2 * random() + random(), 4) as v${i}`,
    );
    await db.run("select setseed(0.5)");
    await db.run(
      `copy (select 'k' || n as id, ${columns.join(", ")} from (select range as n, range % 8 as g from range(${customers}))) to '${folder}/c.parquet' (format parquet)`,
    );
    await db.run(
      `copy (select 'k' || range as c, date '2026-01-01' as t, 10 as a from range(${customers})) to '${folder}/t.parquet' (format parquet)`,
    );
    db.closeSync();
    instance.closeSync();
    writeFileSync(
      join(folder, "clientele.yaml"),
      "clientele: 1\nname: Clusters\nas_of: 2026-06-30\nsources:\n  customers: { from: c.parquet, key: id }\n  transactions: { from: t.parquet, customer: c, time: t, amount: a }\n",
    );
    const features = Array.from({ length: 8 }, (_, i) => `{ metric: v${i} }`).join(", ");
    const host = connectHost({ log: (line) => console.error(line) });
    await host.call("open", { project: folder, allowRead: [] });
    for (const k of [null, "8", "auto"]) {
      if (k !== null)
        writeFileSync(
          join(folder, "segmentations/s.yaml"),
          `segmentation: s\nkind: kmeans\nfeatures: [${features}]\nk: ${k}\n`,
        );
      const ran = await timed(() => host.call("run", {}));
      if (!ran.value.ok) throw new Error(JSON.stringify(ran.value.error));
      const name = k === null ? "no clusters" : `k: ${k}`;
      console.log(`run of ${customers}, ${name}: ${ran.wall.toFixed(2)} s`);
    }
    await host.close();
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

console.log(`${cpus().length} × ${cpus()[0]?.model ?? "?"}`);
if (process.argv[2] === "run") await runs(Number(process.argv[3] ?? 1_000_000));
else
  await inMemory(
    Number(process.argv[2] ?? 1_000_000),
    Number(process.argv[3] ?? 8),
    Number(process.argv[4] ?? 8),
  );
