/** The app's shortcuts as the manifest names them. */
export type Shortcut = {
  readonly callback: string;
  readonly type: "global" | "message";
  readonly name: string;
};

export const shortcuts: readonly Shortcut[] = [
  { callback: "look_up", type: "global", name: "Look up a customer" },
  { callback: "look_up_message", type: "message", name: "Look up in Clientele" },
];
