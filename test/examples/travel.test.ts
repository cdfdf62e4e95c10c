import { describeCase } from "./case.ts";

describeCase("travel");
