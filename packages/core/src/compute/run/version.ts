/** The version of the code that computes: part of every manifest. */
export const codeVersion = "0.1.0";
