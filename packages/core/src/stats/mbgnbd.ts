import { betaGeometricModel } from "./beta-geometric-model.ts";

/**
 * MBG/NBD (Batislam, Denizel, Filiztekin 2007, IJRM 24): one may leave after each
 * purchase, the first included.
 */
export const mbgnbd = betaGeometricModel("mbg_nbd", 1);
