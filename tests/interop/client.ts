// A typed client of the gateway, made of its document alone. It is compiled strictly, and then called with an address and a token.

import createClient from "openapi-fetch";
import type { paths } from "./gateway.js";

declare const process: { argv: string[] };

function equal<T>(found: T, expected: T): void {
  if (found !== expected) throw new Error(`${String(found)} is not ${String(expected)}`);
}

const [baseUrl = "", token = ""] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });

const anchor = {
  chat_jid: "5511999999999@s.whatsapp.net",
  last_message_id: "3EB0XXXX1234ABCD",
  last_message_timestamp: 1750000000,
};
const asked = await client.POST("/messages/history/request", { body: { ...anchor, count: 50 } });
equal(asked.data?.requested_count, 50);
equal(asked.data?.success, true);

// What may be missing may be missing, and what must be there must.
const defaulted = await client.POST("/messages/history/request", { body: anchor });
equal(defaulted.data?.requested_count, 50);
// @ts-expect-error: the chat is missing
const refused = await client.POST("/messages/history/request", { body: { count: 501 } });
equal(refused.response.status, 400);
equal(refused.error?.error_code, "VALIDATION_ERROR");

const status = await client.GET("/status", { params: { query: {} } });
equal(status.data?.data.connected, true);
const none = await client.GET("/webhook");
equal(none.error?.error_code, "NOT_FOUND");
const webhook = { webhook_url: "https://example.com/hook", enabled_events: ["history.sync" as const] };
const configured = await client.POST("/webhook", { body: webhook });
equal(configured.data?.webhook.retry_attempts, 3);
// @ts-expect-error: no such event
await client.POST("/webhook", { body: { ...webhook, enabled_events: ["history.snyc"] } });

const stranger = createClient<paths>({ baseUrl });
const unknown = await stranger.GET("/status", { params: { query: {} } });
equal(unknown.response.status, 401);
equal(unknown.error?.error_code, "UNAUTHORIZED");
console.log("ok");
