import { describeCase } from "./case.ts";

describeCase("bank");
