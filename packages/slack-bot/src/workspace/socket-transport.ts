import { randomUUID } from "node:crypto";
import { WebSocketServer, type WebSocket } from "ws";
import type { Transport } from "./http-transport.ts";
import type { Delivery } from "./payloads.ts";

export type SlackSocket = {
  /** What `apps.connections.open` answers with. */
  readonly url: string;
  readonly transport: Transport;
  /** Resolves when an app has connected. */
  readonly connected: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const envelopeTypes: Readonly<Record<Delivery["kind"], string>> = {
  command: "slash_commands",
  interaction: "interactive",
  options: "interactive",
  event: "events_api",
};

/** Plays the socket of Socket Mode on loopback: says hello, sends envelopes, waits for their acknowledgements. */
export async function openSlackSocket(): Promise<SlackSocket> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await new Promise<void>((resolve) => server.once("listening", () => resolve()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("unreachable: no port");
  const waiting = new Map<string, (body: string) => void>();
  let current = Promise.withResolvers<WebSocket>();

  server.on("connection", (socket) => {
    socket.on("message", (data: Buffer) => {
      const { envelope_id, payload } = JSON.parse(data.toString("utf8")) as {
        envelope_id: string; // the client's only kind of message
        payload?: unknown;
      };
      waiting.get(envelope_id)?.(JSON.stringify(payload ?? {}));
      waiting.delete(envelope_id);
    });
    socket.on("close", () => {
      current = Promise.withResolvers<WebSocket>();
    });
    socket.send(
      JSON.stringify({ type: "hello", num_connections: 1, debug_info: { host: "local" } }),
    );
    current.resolve(socket);
  });

  return {
    url: `ws://127.0.0.1:${address.port}`,
    connected: async () => {
      await current.promise;
    },
    transport: async (delivery) => {
      const socket = await current.promise;
      const id = randomUUID();
      const answer = Promise.withResolvers<string>();
      waiting.set(id, answer.resolve);
      socket.send(
        JSON.stringify({
          envelope_id: id,
          type: envelopeTypes[delivery.kind],
          payload: delivery.payload,
          accepts_response_payload: delivery.kind !== "event",
          retry_attempt: delivery.retry?.number ?? 0,
          retry_reason: delivery.retry?.reason ?? "",
        }),
      );
      return { status: 200, body: await answer.promise };
    },
    close: async () => {
      for (const socket of server.clients) socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
