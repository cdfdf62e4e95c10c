/** The longest wait that a server may ask for before the answer is given up, in milliseconds. */
const longestWait = 30_000;
const tries = 4;

/**
 * `fetch` that waits and asks again where Slack says that it is busy (429, 503), cuts the connection, or says nothing. For addresses
 * that the Web API's client does not look after: `response_url`. The Web API's own calls go through as they are, because that
 * client retries by itself.
 *
 * @param apiUrl addresses that begin so are left alone
 * @param timeout how long an answer may take, in milliseconds
 * @param wait sleeps for so many milliseconds
 */
export function createRetryFetch(
  apiUrl: string,
  timeout: number,
  wait: (milliseconds: number) => Promise<void>,
): typeof fetch {
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (address.startsWith(apiUrl)) return fetch(input, init);
    for (let attempt = 1; ; attempt++) {
      const pause = 1000 * 2 ** (attempt - 1);
      const asked = fetch(input, { ...init, signal: AbortSignal.timeout(timeout) });
      const response = await asked.catch((error: unknown) => {
        if (attempt === tries) throw error;
        return null;
      });
      if (response !== null) {
        const busy = response.status === 429 || response.status === 503;
        const seconds = Number(response.headers.get("retry-after") ?? pause / 1000);
        const asksFor = (Number.isFinite(seconds) ? seconds : 1) * 1000;
        if (!busy || attempt === tries || asksFor > longestWait) return response;
        await response.body?.cancel();
        await wait(asksFor);
      } else await wait(pause);
    }
  };
}
