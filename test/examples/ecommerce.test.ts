import { describeCase } from "./case.ts";

describeCase("ecommerce");
