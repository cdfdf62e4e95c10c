import type { Objective } from "../language/model/strategy-model.ts";

type ObjectiveWords = Readonly<Record<Objective, string>>;

/** What a strategy is for, in words. */
export const objectivesInEnglish: ObjectiveWords = {
  acquire: "acquire",
  activate: "activate",
  grow: "grow",
  upgrade: "upgrade",
  retain: "retain",
  win_back: "win back",
  serve_efficiently: "serve efficiently",
};

/** The same in Chinese. */
export const objectivesInChinese: ObjectiveWords = {
  acquire: "获客",
  activate: "激活",
  grow: "增长",
  upgrade: "升级",
  retain: "保持",
  win_back: "赢回",
  serve_efficiently: "高效服务",
};
