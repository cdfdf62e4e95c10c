import { describeCase } from "./case.ts";

describeCase("internet");
