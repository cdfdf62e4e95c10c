/** PIPL Art. 24: an option that is not personalised, or an easy refusal; Art. 13 and 29: consent to what is done with data. */
import type { Linted } from "./lint.ts";
import { strategiesOf } from "./lint.ts";
import { foldName } from "../../language/model/fold-name.ts";
import { consentsOf } from "../../language/model/model.ts";
import { placeOfKey, placeOfValue } from "../../language/model/table-parts.ts";
import { problem, type Problem } from "../../problem.ts";
import { isPersonalised } from "../strategy/personalised.ts";

/** Ways to come to a customer unasked. Where customers come by themselves, a counter or an app, nobody is disturbed. */
const outreach =
  /^(?:sms|mms|text|phone|call|telephone|mobile|e?_?mail|newsletter|post|letter|wechat|wecom|whatsapp|line|telegram|messenger|push|短信|彩信|电话|致电|邮件|邮箱|电子邮件|信件|微信|企业?微信|推送)$/i;

/** Strategies without a consent to be profiled, and channels of contact without their own. */
export function lintConsent(linted: Linted): readonly Problem[] {
  const { model, config } = linted;
  const strategies = strategiesOf(linted);
  const { project } = config;
  if (strategies.length === 0 || project === undefined) return [];
  const consents = consentsOf(model);
  const unasked = consents.some(isPersonalised)
    ? []
    : [
        problem(
          "personalised-without-consent",
          { strategies: strategies.length },
          placeOfKey(project, ["sources", "customers", "consent"]),
          { severity: "warning", related: strategies.map(({ strategy }) => strategy.place) },
        ),
      ];
  const channels = strategies.flatMap(({ strategy, file }) =>
    strategy.channel.prefer.flatMap((channel, i) =>
      !outreach.test(channel) || consents.some((name) => foldName(name) === foldName(channel))
        ? []
        : problem(
            "channel-without-consent",
            { strategy: strategy.name, channel },
            placeOfValue(file, ["channel", "prefer", i]),
            { severity: "warning" },
          ),
    ),
  );
  return [...unasked, ...channels];
}
