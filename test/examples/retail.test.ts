import { describeCase } from "./case.ts";

describeCase("retail");
