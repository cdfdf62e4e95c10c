/** The consent to be served by what is known of oneself (PIPL Art. 24): who has not given it gets nothing chosen for them. */
import { foldName } from "../../language/model/fold-name.ts";

const called = /^(?:personali[sz](?:ed|ation)|profiling|个性化|画像)$/;

/** Whether a consent's name is that of being profiled. @example isPersonalised("Personalised") // => true */
export const isPersonalised = (name: string): boolean => called.test(foldName(name));
