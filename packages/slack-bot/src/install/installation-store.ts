/** Bolt's store of installations on the project's state. */
import type { Installation, InstallationStore } from "@slack/bolt";
import type { State } from "@clientele/core";
import { seal, unseal, type SealKeys } from "./seal.ts";

/**
 * @param workspaces whose installations are kept
 */
export function installationStore(
  { installations }: State,
  keys: SealKeys,
  workspaces: readonly string[],
): InstallationStore {
  return {
    storeInstallation: async (installation) => {
      const place = installation.team?.id;
      if (installation.isEnterpriseInstall || place === undefined)
        throw new Error("it can be installed in single workspaces only");
      if (!workspaces.includes(place))
        throw new Error(`workspace ${place} is not among CLIENTELE_WORKSPACES`);
      const sealed = seal(JSON.stringify(installation), place, keys);
      await installations.keep({ place, sealed }, new Date());
    },
    fetchInstallation: async ({ teamId = "" }) => {
      const sealed = await installations.of(teamId);
      const opened = sealed === null ? null : unseal(sealed, teamId, keys);
      if (opened === null || !workspaces.includes(teamId))
        throw new Error(`not installed in ${teamId}`);
      // Only `storeInstallation` writes what is sealed.
      return JSON.parse(opened.text) as Installation<"v2", false>;
    },
    deleteInstallation: async ({ teamId = "" }) => installations.remove(teamId),
  };
}

/**
 * Seals anew what the key before this one sealed.
 *
 * @returns the workspaces whose installations neither key opens
 */
export async function renewSeals(
  { installations }: State,
  keys: SealKeys,
): Promise<readonly string[]> {
  const closed: string[] = [];
  for (const { place, sealed } of await installations.all()) {
    const opened = unseal(sealed, place, keys);
    if (opened === null) closed.push(place);
    else if (opened.by === "old")
      await installations.keep({ place, sealed: seal(opened.text, place, keys) }, new Date());
  }
  return closed;
}
