/** Questions whether a customer may be contacted, and who may not be. */

export type ConsentAsked =
  /** `channel`: how, as people call it; `null` where any way is meant. */
  | { readonly kind: "may"; readonly channel: ConsentChannel | null; readonly who: string }
  /** Those who want no contact at all. */
  | { readonly kind: "refused" };

export type ConsentChannel = "phone" | "email" | "sms" | "push" | "visit" | "post" | "wecom";

/** What people call a channel, and what projects name its consent. */
export const consentChannels: Readonly<Record<ConsentChannel, RegExp>> = {
  phone: /^(?:call(?:s|ed)?|phone(?:d)?|ring|telephone|打?电话|致电|来电|通话)/i,
  email: /^(?:e-?mails?|mails?|发?邮件|发?电邮)/i,
  sms: /^(?:texts?|texted|sms|text messages?|发?短信)/i,
  push: /^(?:push(?:es)?|notif|app|推送)/i,
  visit: /^(?:visit|拜访|上门)/i,
  post: /^(?:letters?|post|write to|寄信|信函)/i,
  wecom: /^(?:wecom|wechat|企业微信|微信)/i,
};

const does =
  "call|phone|ring|telephone|e-?mail|mail|text|sms|visit|write to|contact|reach out to|reach|push|message";
const gets =
  "calls?|being called|phone calls?|e-?mails?|texts?|text messages?|sms|push(?: messages?)?|letters?|visits?|contact|being contacted|messages?";
const tut = "打电话|致电|发短信|发邮件|发推送|推送|拜访|上门|寄信|发微信|联系";

const asks: readonly { readonly form: RegExp; readonly who: number; readonly how: number }[] = [
  {
    form: new RegExp(
      `^(?:may|can|could|should|are|am) (?:we|i)(?: still| allowed to| permitted to)? (${does}) (.+)$`,
      "iu",
    ),
    how: 1,
    who: 2,
  },
  {
    form: new RegExp(`^is it (?:ok|okay|allowed|all right|fine) to (${does}) (.+)$`, "iu"),
    how: 1,
    who: 2,
  },
  {
    form: new RegExp(
      `^(?:has|did|does|have) (.+?) (?:agreed?|consent(?:ed)?|opted in|want|accept|allow) ?(?:to )?(${gets})$`,
      "iu",
    ),
    how: 2,
    who: 1,
  },
  {
    form: new RegExp(`^(?:能不能|可不可以|是否可以|可否|可以|能)(${tut})给?(.+?)(?:吗|么)?$`, "u"),
    how: 1,
    who: 2,
  },
  {
    form: new RegExp(
      `^(?:能不能|可不可以|是否可以|可否|可以|能)(?:给|向|对)(.+?)(${tut})(?:吗|么)?$`,
      "u",
    ),
    how: 2,
    who: 1,
  },
  {
    form: new RegExp(`^(.+?)(?:能不能|可不可以|是否可以|可否|可以|能)(${tut})(?:吗|么)?$`, "u"),
    how: 2,
    who: 1,
  },
  {
    form: /^(.+?)(?:是否)?同意(?:了)?(?:接收|收|接)?(电话|短信|邮件|推送|联系)(?:了)?(?:吗|么|没有|没)?$/u,
    how: 2,
    who: 1,
  },
];

const refused = [
  /\b(?:do[- ]not[- ]contact|(?:must|may|should|can) ?not be (?:contacted|called)|can['’]?t (?:we )?(?:be )?(?:contact|call)(?:ed)?|refused (?:to be contacted|contact)|don['’]t want (?:to be contacted|contact)|asked not to be contacted)\b/iu,
  /(?:不能|不可以?|不许|不得|禁止|拒绝|不愿意?|不要|不想)(?:再)?(?:被)?联系|勿扰/u,
];

/**
 * @returns `null` where the text asks something else
 * @example consentAsked("may we call Lihua?") // => { kind: "may", channel: "phone", who: "Lihua" }
 * @example consentAsked("不能联系的客户") // => { kind: "refused" }
 */
export function consentAsked(text: string): ConsentAsked | null {
  const asked = text
    .normalize("NFKC")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/[?？。.!]+$/u, "");
  for (const { form, who, how } of asks) {
    const found = form.exec(asked);
    const whom = found?.[who]?.trim();
    if (whom !== undefined && whom !== "")
      return { kind: "may", channel: channelOf(found?.[how] ?? ""), who: whom };
  }
  return refused.some((form) => form.test(asked)) ? { kind: "refused" } : null;
}

const channelOf = (word: string): ConsentChannel | null => {
  const found = Object.entries(consentChannels).find(([, form]) =>
    form.test(word.replace(/^being /i, "")),
  );
  // Keys of our own record.
  return found === undefined ? null : (found[0] as ConsentChannel);
};
