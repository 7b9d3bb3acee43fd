import type { Client, Courier } from "./client.js";

/** What names a running session to its server; the driver's types leave it out. */
interface Session {
  readonly processID: number;
  readonly secretKey: number;
}

/**
 * Asks the server to stop what a client runs, as the protocol has it: over a connection of its own, on which nothing is answered. Done when that
 * connection has closed: the server has passed the request on by then, so that it cannot hit a statement that is sent later. It never fails:
 * whether the statement stops is known from the statement alone.
 *
 * @returns what gives the request up, and when it is over
 */
export function sendCancelRequest(client: Client, createCourier: () => Courier): { done: Promise<void>; drop(): void } {
  const { processID, secretKey } = client as unknown as Session;
  const { connection, host, port, ssl, sslNegotiation } = createCourier();
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
