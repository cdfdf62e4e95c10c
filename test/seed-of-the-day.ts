/**
 * Every property of a day starts from one seed: two runs of a day try the same cases, tomorrow tries others.
 *
 *     CLIENTELE_SEED=20261121 npm test    # the cases of another day
 */
import fc from "fast-check";

const day = new Date().toISOString().slice(0, 10).replaceAll("-", "");
export const today = Number(process.env["CLIENTELE_SEED"] ?? day);
fc.configureGlobal({ seed: today });
