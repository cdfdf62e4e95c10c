import { describeCase } from "./case.ts";

describeCase("insurance");
