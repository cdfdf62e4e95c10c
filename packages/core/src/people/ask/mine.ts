/** Whether somebody asks of their own customers, and the question without it. */

export type Mine = {
  /** What is left: a question of all customers. */
  readonly text: string;
  readonly mine: boolean;
};

/** "My own", "of mine"; not "our", which is everybody's. */
const english = /(?:\bof\s+)?\bmy\s+(?:own\s+)?(?=[\p{L}\p{N}])|(?:\bof\s+)?\bmine\b/giu;
/** 我的、我名下的、我负责的；not 我们的, and not 给我 or 帮我, which only ask. */
const chinese = /(?:我|本人)(?:自己)?(?:(?:名下|负责|管理|管|跟进|维护)的?|的)|(?<!\p{L})名下的?/gu;

/**
 * @param text as it was asked
 * @example withoutMine("which of my customers are champions") // => { text: "which customers are champions", mine: true }
 * @example withoutMine("我名下的流失客户") // => { text: "流失客户", mine: true }
 */
export function withoutMine(text: string): Mine {
  const left = text.replaceAll(english, " ").replaceAll(chinese, "").replaceAll(/\s+/g, " ").trim();
  return { text: left, mine: left !== text.replaceAll(/\s+/g, " ").trim() };
}
