// The page: what the document says of each operation, and a form to try it.

import { bodyOf, build, curl, initial, operations, schemeOf } from "./request.js";
import { declarations, resolve, rows, sample, typescript } from "./schema.js";

const tokens = {};
const origin = new URL("openapi.json", import.meta.url);

/** An element; text is always text. */
function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element && !key.startsWith("aria")) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

/** Paragraphs with `code`, **strong** and *emphasis*. */
function prose(text) {
  const inline = (paragraph) =>
    paragraph.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*)/).map((piece) => {
      if (piece.startsWith("`")) return make("code", {}, piece.slice(1, -1));
      if (piece.startsWith("**")) return make("strong", {}, piece.slice(2, -2));
      return piece.startsWith("*") && piece.length > 2 ? make("em", {}, piece.slice(1, -1)) : piece;
    });
  return (text ?? "").split(/\n{2,}/).filter(Boolean).map((paragraph) => make("p", {}, ...inline(paragraph.replaceAll("\n", " "))));
}

function table(head, lines) {
  const cells = (kind, line) => line.map((cell) => make(kind, kind === "th" ? { scope: "col" } : {}, ...[cell].flat()));
  return make("table", {}, make("thead", {}, make("tr", {}, ...cells("th", head))), make("tbody", {}, ...lines.map((line) => make("tr", {}, ...cells("td", line)))));
}

function members(found) {
  const lines = found.map((row) => [
    [make("code", {}, row.name), row.isRequired ? make("div", { className: "required" }, "required") : ""],
    make("span", { className: "type code" }, row.type),
    [...prose(row.docs), row.notes ? make("p", { className: "note" }, row.notes) : ""],
  ]);
  return table(["Name", "Type", "What it is"], lines);
}

function parameters(api, operation) {
  if (!operation.parameters?.length) return [];
  const found = operation.parameters.map((parameter) => {
    const row = rows(api, { properties: { [parameter.name]: parameter.schema } })[0];
    return { ...row, name: `${parameter.name} (${parameter.in})`, isRequired: parameter.required, docs: parameter.description ?? row.docs };
  });
  return [make("h4", {}, "Parameters"), members(found)];
}

function body(api, operation) {
  const of = bodyOf(api, operation);
  if (!of) return [];
  const found = of.schema ? rows(api, of.schema) : [];
  const docs = of.schema ? resolve(api, of.schema).description : undefined;
  const parts = [make("h4", {}, "Body ", make("span", { className: "note" }, of.type)), ...prose(docs)];
  if (found.length) parts.push(members(found));
  if (of.isJson) parts.push(make("details", {}, make("summary", {}, "Example"), make("pre", {}, of.text)));
  return parts;
}

function responses(api, operation) {
  const lines = Object.entries(operation.responses ?? {}).map(([status, written]) => {
    const response = resolve(api, written);
    const content = Object.entries(response.content ?? {}).map(([type, media]) => {
      const given = Object.values(media.examples ?? {}).map((example) => example.value);
      const example = media.example ?? given[0] ?? (media.schema && type.endsWith("json") ? sample(api, media.schema) : undefined);
      const shown = example === undefined ? "" : make("pre", {}, JSON.stringify(example, null, 2));
      return make("details", {}, make("summary", {}, type), shown);
    });
    return [make("strong", {}, status), [...prose(response.description), ...content]];
  });
  return [make("h4", {}, "Responses"), table(["Status", "What it means"], lines)];
}

function types(api, operation) {
  const schemas = [bodyOf(api, operation)?.schema];
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    if (status.startsWith("2")) schemas.push(...Object.values(resolve(api, response).content ?? {}).map((media) => media.schema));
  }
  const text = declarations(api, schemas.filter(Boolean));
  return text ? [make("details", {}, make("summary", {}, "TypeScript"), make("pre", {}, text))] : [];
}

/** The fields of the form, and a function that reads them. */
function fields(api, operation) {
  const inputs = {};
  const elements = [];
  const field = (name, label, input) => {
    input.id = `${operation.operationId}-${name.replace(/\W+/g, "-")}`;
    elements.push(make("div", {}, make("label", { htmlFor: input.id }, label), input));
    return input;
  };
  for (const parameter of operation.parameters ?? []) {
    const label = `${parameter.name} (${parameter.in})${parameter.required ? ", required" : ""}`;
    inputs[`${parameter.in} ${parameter.name}`] = field(parameter.name, label, make("input", { value: initial(api, parameter), spellcheck: false }));
  }
  const of = bodyOf(api, operation);
  let content;
  if (of) content = field("body", `Body, ${of.type}`, of.isText ? make("textarea", { value: of.text, spellcheck: false }) : make("input", { type: "file" }));
  const read = () => ({
    values: Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value])),
    body: of && { type: of.type, content: of.isText ? content.value : content.files[0] },
    token: tokens[schemeOf(api, operation)],
  });
  return { elements, read };
}

async function send(request, answer) {
  answer.replaceChildren("Waiting for the answer…");
  const begin = performance.now();
  try {
    const response = await fetch(request.url, { ...request, credentials: "omit", referrerPolicy: "no-referrer" });
    const text = await response.text();
    const milliseconds = Math.round(performance.now() - begin);
    const head = `${response.status} ${response.statusText} in ${milliseconds} ms`;
    const id = response.headers.get("x-request-id");
    answer.replaceChildren(make("p", {}, make("strong", {}, head), id ? make("span", { className: "note" }, ` request ${id}`) : ""), make("pre", {}, pretty(text)));
  } catch (error) {
    answer.replaceChildren(make("p", { className: "required" }, `There was no answer: ${error.message}`));
  }
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function attempt(api, operation) {
  const { elements, read } = fields(api, operation);
  const line = make("pre", { className: "curl" });
  const answer = make("div", { className: "answer", role: "status", "aria-live": "polite" });
  const request = () => build(api, operation, read(), origin);
  const refresh = () => line.replaceChildren(curl(request()));
  const form = make("form", { className: "try" }, ...elements, make("button", { type: "submit" }, "Send"), answer);
  form.addEventListener("input", refresh);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    refresh();
    send(request(), answer);
  });
  document.addEventListener("tokens", refresh);
  refresh();
  return [make("h4", {}, "curl"), line, make("h4", {}, "Try it"), form];
}

function section(api, operation) {
  const scheme = schemeOf(api, operation) ?? (operation.security ?? []).flatMap(Object.keys)[0];
  const badges = [scheme ?? "public", operation["x-required-role"] && `role ${operation["x-required-role"]}`, operation.deprecated && "deprecated"];
  return make(
    "section",
    { id: operation.operationId },
    make("h3", {}, operation.summary),
    make("p", { className: "path" }, make("span", { className: "method" }, operation.method), operation.path),
    make("p", {}, ...badges.filter(Boolean).map((badge) => make("span", { className: `badge ${badge}` }, badge))),
    ...prose(operation.description),
    ...parameters(api, operation),
    ...body(api, operation),
    ...responses(api, operation),
    ...types(api, operation),
    ...attempt(api, operation),
  );
}

function webhook(api, [name, item]) {
  const operation = { ...item.post, method: "POST", path: name };
  const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema ?? {};
  return make(
    "section",
    { id: operation.operationId },
    make("h3", {}, make("code", {}, name)),
    ...prose(operation.summary === name ? "" : operation.summary),
    ...prose(operation.description),
    make("details", {}, make("summary", {}, "Body"), members(rows(api, schema))),
    make("details", {}, make("summary", {}, "TypeScript"), make("pre", {}, `${declarations(api, [schema])}\n\ntype Body = ${typescript(schema)};`)),
  );
}

/** The sections in groups, and the index that leads to them. */
function groups(api) {
  const all = operations(api);
  const tags = [...new Set([...(api.tags ?? []).map((tag) => tag.name), ...all.map((operation) => operation.tag)])];
  const found = tags.map((name) => ({
    name,
    docs: api.tags?.find((tag) => tag.name === name)?.description,
    entries: all.filter((operation) => operation.tag === name).map((operation) => ({ operation, section: section(api, operation) })),
  }));
  const hooks = Object.entries(api.webhooks ?? {}).map((hook) => ({
    operation: { operationId: hook[1].post.operationId, method: "", path: hook[0], summary: hook[0] },
    section: webhook(api, hook),
  }));
  return [...found, { name: "Events", docs: "What this service sends to webhooks.", entries: hooks }].filter((group) => group.entries.length);
}

function link({ operation, section }) {
  const words = `${operation.path} ${operation.operationId} ${operation.summary} ${operation.tag ?? ""}`.toLowerCase();
  const entry = make("li", {}, make("a", { href: `#${operation.operationId}` }, operation.method ? make("span", { className: "method" }, operation.method) : "", operation.path));
  return { entry, section, words };
}

function index(found) {
  const links = [];
  const lists = found.map((group) => {
    const own = group.entries.map(link);
    links.push(...own);
    return make("div", {}, make("h2", {}, group.name), make("ul", {}, ...own.map((one) => one.entry)));
  });
  document.getElementById("index").replaceChildren(...lists);
  document.getElementById("filter").addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    for (const { entry, section, words } of links) entry.hidden = section.hidden = !words.includes(wanted);
  });
}

function authorize(api) {
  const form = document.getElementById("tokens");
  for (const [name, scheme] of Object.entries(api.components?.securitySchemes ?? {})) {
    if (scheme.scheme !== "bearer") continue;
    const input = make("input", { type: "password", id: `token-${name}`, autocomplete: "off", placeholder: "token" });
    input.addEventListener("input", () => {
      // Kept in this page alone, and gone with it.
      tokens[name] = input.value.trim();
      document.dispatchEvent(new Event("tokens"));
    });
    form.append(make("div", {}, make("label", { htmlFor: input.id }, name), input));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
}

async function start() {
  const main = document.getElementById("operations");
  const status = document.getElementById("status");
  try {
    const response = await fetch(origin);
    const api = await response.json();
    document.getElementById("title").replaceChildren(`${api.info.title} ${api.info.version}`);
    authorize(api);
    const found = groups(api);
    const parts = found.flatMap((group) => [make("h2", {}, group.name), ...prose(group.docs), ...group.entries.map((entry) => entry.section)]);
    main.replaceChildren(...prose(api.info.description), ...parts);
    index(found);
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  } catch (error) {
    status.replaceChildren(`The document could not be shown: ${error.message}`);
  }
}

start();
