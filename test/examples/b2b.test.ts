import { describeCase } from "./case.ts";

describeCase("b2b");
