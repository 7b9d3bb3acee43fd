import type { Client } from "pg";

/** What names a running session to its server; the driver's types leave it out. */
interface Session {
  readonly processID: number;
  readonly secretKey: number;
}

/** A client that never logs in: its connection has the address and the TLS of the others. */
type Courier = Pick<Client, "host" | "port" | "ssl"> & {
  readonly sslNegotiation?: string;
  readonly connection: {
    connect(portOrPath: number | string, host?: string): void;
    requestSsl(): void;
    cancel(processID: number, secretKey: number): void;
    on(event: "connect" | "sslconnect" | "end" | "error", listener: () => void): unknown;
    readonly stream: { destroy(): void };
  };
};

/**
 * Asks the server to stop what a client runs, as the protocol has it: over a connection of its own, on which nothing is answered. Done when that
 * connection has closed: the server has passed the request on by then, so that it cannot hit a statement that is sent later. It never fails:
 * whether the statement stops is known from the statement alone.
 *
 * @returns what gives the request up, and when it is over
 */
export function sendCancelRequest(client: Client, createCourier: () => Client): { done: Promise<void>; drop(): void } {
  const { processID, secretKey } = client as unknown as Session;
  const { connection, host, port, ssl, sslNegotiation } = createCourier() as unknown as Courier;
  const send = () => connection.cancel(processID, secretKey);
  const done = new Promise<void>((resolve) => {
    connection.on("end", resolve);
    connection.on("error", resolve);
  });
  connection.on("connect", () => {
    if (!ssl) send();
    else if (sslNegotiation !== "direct") connection.requestSsl();
  });
  connection.on("sslconnect", send);
  if (host.startsWith("/")) connection.connect(`${host}/.s.PGSQL.${port}`);
  else connection.connect(port, host);
  return { done, drop: () => connection.stream.destroy() };
}
