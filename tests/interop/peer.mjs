// Standard Webhooks by the library for JavaScript. Each line of the input is a task, each line of the output its result:
// {"secret", "id", "timestamp", "body"} is signed; with "signature" it is verified.
import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, id, timestamp, body, signature } = JSON.parse(line);
  const webhook = secret.startsWith("whsec_") ? new Webhook(secret) : new Webhook(Buffer.from(secret), { format: "raw" });
  if (signature === undefined) {
    console.log(JSON.stringify({ signature: webhook.sign(id, new Date(timestamp * 1000), body) }));
    continue;
  }
  try {
    const headers = { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": signature };
    console.log(JSON.stringify({ verified: webhook.verify(body, headers) }));
  } catch (error) {
    console.log(JSON.stringify({ refused: error.message }));
  }
}
