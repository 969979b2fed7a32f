// A request as the page sends it, and as a line for curl.

import { resolve, sample } from "./schema.js";

/** All operations of the document, in its order. */
export function operations(api) {
  const found = [];
  for (const [path, item] of Object.entries(api.paths ?? {})) {
    for (const [method, operation] of Object.entries(item)) {
      found.push({ ...operation, path, method: method.toUpperCase(), tag: operation.tags?.[0] ?? "other" });
    }
  }
  return found;
}

/** The name of the scheme whose token an operation wants. */
export function schemeOf(api, operation) {
  const names = (operation.security ?? api.security ?? []).flatMap(Object.keys);
  return names.find((name) => api.components?.securitySchemes?.[name]?.scheme === "bearer");
}

/** The body that an operation reads: its media type, and a text to begin with. */
export function bodyOf(api, operation) {
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (!type) return undefined;
  const isJson = type.endsWith("json");
  const example = media.schema && (media.example ?? sample(api, media.schema));
  const text = isJson ? JSON.stringify(example, null, 2) : type.includes("urlencoded") ? new URLSearchParams(example).toString() : "";
  return { type, isJson, isText: isJson || type.startsWith("text/") || type.includes("urlencoded"), text, schema: media.schema };
}

/** The value that a parameter begins with. */
export function initial(api, parameter) {
  if (parameter.example !== undefined) return String(parameter.example);
  return parameter.required ? String(sample(api, resolve(api, parameter.schema))) : "";
}

/** The URL, headers and body of a request. */
export function build(api, operation, { values, body, token }, base) {
  let path = operation.path;
  const query = new URLSearchParams();
  const headers = {};
  for (const parameter of operation.parameters ?? []) {
    const value = values[`${parameter.in} ${parameter.name}`] ?? "";
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value === "") continue;
    else if (parameter.in === "header") headers[parameter.name] = value;
    else for (const one of split(api, parameter, value)) query.append(parameter.name, one);
  }
  const server = new URL(api.servers?.[0]?.url ?? "/", base);
  const url = new URL(server.pathname.replace(/\/$/, "") + path, server);
  url.search = query.toString();
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body?.content !== undefined && body.content !== "") headers["Content-Type"] = body.type === "*/*" ? "application/octet-stream" : body.type;
  return { url: url.href, method: operation.method, headers, body: body?.content === "" ? undefined : body?.content };
}

function split(api, parameter, value) {
  const type = resolve(api, parameter.schema).type;
  return [type].flat().includes("array") ? value.split(",").map((one) => one.trim()) : [value];
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** The same request for a shell; the token is not shown. */
export function curl({ url, method, headers, body }) {
  const parts = [`curl -X ${method} ${quoted(url)}`];
  for (const [name, value] of Object.entries(headers)) {
    parts.push(name === "Authorization" ? `-H "Authorization: Bearer $TOKEN"` : `-H ${quoted(`${name}: ${value}`)}`);
  }
  if (typeof body === "string") parts.push(`--data ${quoted(body)}`);
  else if (body) parts.push("--data-binary @file");
  return parts.join(" \\\n  ");
}
