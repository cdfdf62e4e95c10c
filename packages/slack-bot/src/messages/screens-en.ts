/** The words of modals and what follows from them, in English. */
export const screensEn = {
  nextStep: "Next step",
  more: "More",
  logContact: "Log contact",
  watch: "Watch",
  history: "History",
  wrongSegment: "Wrong segment",
  thisIsWrong: "This is wrong",
  refresh: "Refresh",
  retry: "Retry",
  save: "Save",
  cancel: "Cancel",
  close: "Close",
  opening: "Opening…",
  cardOutdated: "This card is outdated.",
  notAllowed: "You can look customers up here, but not do this. Ask whoever keeps access.",
  slackSilent: "Slack did not open the form in time. Nothing was saved.",
  notSaved: "Not saved: the contact log did not answer. Your note is kept.",
  result: "Result",
  results: {
    won: "Won",
    lost: "Lost",
    no_answer: "No answer",
    later: "Later",
    do_not_contact: "Do not contact",
  },
  refusalHint: "A refusal: no list, plan or delivery names the customer from now on",
  chooseResult: "Choose a result",
  note: "Note",
  channel: "By",
  chooseChannel: "How",
  channels: {
    phone: "Phone",
    visit: "Visit",
    email: "E-mail",
    wecom: "WeCom",
    sms: "Text message",
    other: "Other",
  },
  logged: (customer: string, result: string) => `Logged for ${customer}: ${result}.`,
  loggedShort: "Contact logged",
  homeDue: (due: string, overdue: string) =>
    overdue === "0"
      ? `Due today: ${due}`
      : due === overdue
        ? `Overdue: ${due}`
        : `Due today: ${due}, of which overdue: ${overdue}`,
  homeNothingDue: "Nothing is due today.",
  homeNext: (day: string, customer: string) => `Next: ${day}, ${customer}.`,
  homeNextUndated: (customer: string) => `Next: ${customer}.`,
  log: "Log",
  logFor: (customer: string) => `Log a contact with ${customer}`,
  openCard: "Card",
  cardOf: (customer: string) => `Card of ${customer}`,
  showMore: (n: string) => `Show ${n} more`,
  homeChanged: (changed: string, own: string, since: string) =>
    `Changed since ${since}: ${changed} of your ${own}`,
  homeUnchanged: (own: string, since: string) =>
    `None of your ${own} customers changed segment since ${since}.`,
  homeNothingEarlier: "Changes show here once a second run is published.",
  homeSegments: (own: string) => `Your ${own} customers`,
  homeNobody: (names: string) =>
    `No customer has ${names} as owner, so nothing is listed as yours. Ask whoever keeps the customer list, or look somebody up.`,
  homeNoEmail: "Slack does not tell your e-mail address, so your customers are not known.",
  homeDataTo: (day: string) => `Data to ${day}`,
  homeLookUp: "Look up a customer",
  homeAll: "Segments",
};

export type ScreenMessages = typeof screensEn;
