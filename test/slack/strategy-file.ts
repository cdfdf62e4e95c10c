/** A strategy for the small shop's save list: a call that is due two days after the data end, unless somebody called lately. */
export const saveStrategy = `strategy: save
title: { en: Keep them, zh-CN: 留住客户 }
for: care.save_list
objective: retain
owners: { lead: sales }
channel: { prefer: [phone] }
actions:
  - id: call
    do: { en: Ask what went wrong, zh-CN: 询问不满原因 }
    talk_track: { en: What should we do better?, zh-CN: 哪些地方需要改进？ }
    when: days_since_contact > 14
    cost: { money: 40, hours: { sales: 0.5 } }
    due: 48 hours
`;
