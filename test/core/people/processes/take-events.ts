/** Opens the state file of argv[2], takes event-0 to event-199, and prints those it was the first to see. */
import { openState } from "../../../../packages/core/src/people/index.ts";

const opened = await openState(process.argv[2] ?? "");
if (!opened.ok) throw new Error(JSON.stringify(opened.errors));
const mine: string[] = [];
for (let index = 0; index < 200; index += 1) {
  const event = `event-${index}`;
  if (await opened.value.firstSeen(event)) mine.push(event);
}
await opened.value.close();
process.stdout.write(JSON.stringify(mine));
