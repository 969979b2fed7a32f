// A browser on the docs page: the operation is there, a token is entered, the request is sent from the page, the answer is shown.
// Arguments: the gateway's address, a token, and where to put a picture. Nothing may be asked of anyone but the gateway.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const [address, token, picture] = process.argv.slice(2);
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];
const still = ["--disable-background-networking", "--disable-component-update"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...quiet, ...still] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
  const asked = [];
  const complaints = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));

  for (const path of ["/docs", "/docs/"]) {
    await page.goto(address + path);
    await page.locator("#requestMessageHistory").waitFor();
  }
  const operation = page.locator("#requestMessageHistory");
  const text = await operation.innerText();
  for (const words of ["/messages/history/request", "chat_jid", "last_message_timestamp", "DEVICE_NOT_READY"]) {
    assert.ok(text.includes(words), `${words} is missing in\n${text}`);
  }

  await page.getByLabel("bearerAuth").fill(token);
  const body = operation.locator("form textarea");
  assert.ok(JSON.parse(await body.inputValue()).chat_jid, "the form begins with an example");
  await operation.getByRole("button", { name: "Send" }).click();
  const answer = operation.getByRole("status");
  await answer.getByText("History sync requested").waitFor();
  assert.match(await answer.innerText(), /^200/);
  assert.deepEqual(complaints, []);

  // What is wrong is shown as the service says it.
  await body.fill('{"count": 501}');
  await operation.getByRole("button", { name: "Send" }).click();
  await answer.getByText("VALIDATION_ERROR").waitFor();
  await body.fill("");
  await operation.scrollIntoViewIfNeeded();
  await page.screenshot({ path: picture });

  // `data:` is the empty icon, which is in the page.
  const others = asked.filter((url) => !url.startsWith(`${address}/`) && !url.startsWith("data:"));
  assert.deepEqual(others, [], "requests to others");
  console.log("ok");
} finally {
  await browser.close();
}
