/** One delivery at a time: two would send the same changes under different keys. */
import { lockAs } from "../run/run-lock.ts";
import type { Project } from "../project/project.ts";

/** Takes the lock of deliveries; runs go on meanwhile. @returns a function that lets it go */
export const lockDeliveries = (project: Project, now: Date): ReturnType<typeof lockAs> =>
  lockAs(project, now, "deliver.lock");
