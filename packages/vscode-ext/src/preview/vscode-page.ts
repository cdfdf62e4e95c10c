import type { FromPage } from "./messages.ts";

/** What the page remembers while it is hidden. */
export type Remembered = { readonly tab?: string; readonly scroll?: number };

declare function acquireVsCodeApi(): {
  readonly postMessage: (message: FromPage) => void;
  readonly getState: () => Remembered | undefined;
  readonly setState: (state: Remembered) => void;
};

const page = acquireVsCodeApi();

export const tell = (message: FromPage): void => page.postMessage(message);
export const remembered = (): Remembered => page.getState() ?? {};
export const remember = (more: Remembered): void => page.setState({ ...remembered(), ...more });
