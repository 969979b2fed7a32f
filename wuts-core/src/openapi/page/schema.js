// What a schema says: as a type in TypeScript, as rows of a table, as a value that would do.

/** The name behind a reference, if it is one to a component. */
const nameOf = (schema) => schema?.$ref?.split("/").pop();

/** What a reference points to in the document. */
export function resolve(api, node) {
  let seen = 0;
  while (node?.$ref && seen++ < 16) {
    const path = node.$ref.slice(2).split("/").map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"));
    const { $ref, ...beside } = node;
    node = { ...path.reduce((place, part) => place?.[part], api), ...beside };
  }
  return typeof node === "object" && node !== null ? node : {};
}

const typesOf = (schema) => (schema.type === undefined ? [] : [schema.type].flat());

const PLAIN = { string: "string", number: "number", integer: "number", boolean: "boolean", null: "null" };

/** A schema as a type in TypeScript; components by their names. */
export function typescript(schema, indent = "") {
  if (schema === true || schema === undefined || Object.keys(schema).length === 0) return "unknown";
  if (schema === false) return "never";
  const parts = [];
  if (schema.$ref) parts.push(nameOf(schema));
  if ("const" in schema) parts.push(JSON.stringify(schema.const));
  else if (schema.enum) parts.push(union(schema.enum.map((word) => JSON.stringify(word))));
  else if (!schema.$ref) parts.push(union(typesOf(schema).map((type) => ofType(type, schema, indent))));
  for (const key of ["oneOf", "anyOf"]) {
    if (schema[key]?.every((choice) => !isNarrowing(choice))) parts.push(union(schema[key].map((choice) => typescript(choice, indent))));
  }
  parts.push(...(schema.allOf ?? []).filter((part) => !isNarrowing(part)).map((part) => typescript(part, indent)));
  const known = parts.filter(Boolean);
  return known.length > 1 ? known.map((part) => (part.includes(" | ") ? `(${part})` : part)).join(" & ") : known[0] ?? "unknown";
}

/** Whether a schema only says which members must be there. */
function isNarrowing(schema) {
  const keys = Object.keys(schema ?? {});
  const nested = [schema.oneOf, schema.anyOf].flat().filter(Boolean);
  return (schema.required && !schema.type) || (keys.length === 1 && nested.length > 0 && nested.every(isNarrowing));
}

const union = (types) => [...new Set(types)].join(" | ");

function ofType(type, schema, indent) {
  if (type === "array") {
    const item = typescript(schema.items, indent);
    return item.includes(" ") ? `(${item})[]` : `${item}[]`;
  }
  if (type !== "object") return PLAIN[type] ?? "unknown";
  const deeper = `${indent}  `;
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    const mark = schema.required?.includes(name) ? "" : "?";
    return `${deeper}${key}${mark}: ${typescript(member, deeper)};`;
  });
  const others = schema.additionalProperties;
  if (members.length === 0) return others === false ? "{}" : `Record<string, ${typescript(others ?? true, indent)}>`;
  return `{\n${members.join("\n")}\n${indent}}`;
}

/** The declarations of all components that these schemas need. */
export function declarations(api, schemas) {
  const names = [];
  const look = (node) => {
    if (node === null || typeof node !== "object") return;
    const name = nameOf(node);
    if (name && !names.includes(name)) {
      names.push(name);
      look(api.components?.schemas?.[name]);
    }
    Object.values(node).forEach(look);
  };
  schemas.forEach(look);
  return names.map((name) => `type ${name} = ${typescript(api.components.schemas[name])};`).join("\n\n");
}

/** The members of an object, those of nested ones under dotted names. */
export function rows(api, schema, prefix = "", depth = 0) {
  schema = resolve(api, schema);
  const found = [];
  for (const part of schema.allOf ?? []) found.push(...rows(api, part, prefix, depth));
  for (const [name, written] of Object.entries(schema.properties ?? {})) {
    const member = resolve(api, written);
    const label = prefix + name;
    const before = found.findIndex((row) => row.name === label);
    const row = { name: label, type: label_of(written), isRequired: schema.required?.includes(name) ?? false, notes: notes(member), docs: member.description };
    if (before >= 0) found[before] = { ...found[before], ...row, isRequired: found[before].isRequired || row.isRequired, docs: row.docs ?? found[before].docs };
    else found.push(row);
    const item = member.items ? resolve(api, member.items) : undefined;
    if (depth < 2) {
      found.push(...rows(api, present(api, member), `${label}.`, depth + 1));
      if (item) found.push(...rows(api, item, `${label}[].`, depth + 1));
    }
  }
  return found;
}

/** The one choice that is not `null`. */
function present(api, schema) {
  const choices = (schema.anyOf ?? []).filter((choice) => choice.type !== "null");
  return choices.length === 1 ? resolve(api, choices[0]) : schema;
}

function label_of(schema) {
  const type = typescript(schema);
  return type.includes("\n") ? type.replace(/\{[\s\S]*\}/, "object") : type;
}

/** The keywords of a schema in words. */
export function notes(schema) {
  const words = [];
  const span = (min, max, unit) => {
    if (min !== undefined && max !== undefined) words.push(min === max ? `${min}${unit}` : `${min} to ${max}${unit}`);
    else if (min !== undefined) words.push(`at least ${min}${unit}`);
    else if (max !== undefined) words.push(`at most ${max}${unit}`);
  };
  span(schema.minLength, schema.maxLength, " characters");
  if (!/int64|uint64|int32|uint32/.test(schema.format ?? "") || schema.minimum > 0) {
    span(schema.minimum, schema.maximum === 2 ** 63 || schema.maximum === 2 ** 64 ? undefined : schema.maximum, "");
  }
  span(schema.minItems, schema.maxItems, " entries");
  span(schema.minProperties, schema.maxProperties, " entries");
  if (schema.pattern) words.push(`matches ${schema.pattern}`);
  if (schema.format && !/int|double|float/.test(schema.format)) words.push(schema.format);
  if (schema.writeOnly) words.push("never shown");
  if ("default" in schema) words.push(`default ${JSON.stringify(schema.default)}`);
  return words.join(", ");
}

/** One member of each group of which so many must be there. */
function demanded(schema) {
  const groups = [schema, ...(schema.allOf ?? [])].flatMap((part) => [part.oneOf, part.anyOf]);
  return groups.filter((group) => group?.every(isNarrowing)).flatMap((group) => group[0].required ?? []);
}

const SAMPLES = { "date-time": "2026-06-15T12:00:00Z", date: "2026-06-15", uuid: "8f1c2d3e-4a5b-4c7d-8e9f-0a1b2c3d4e5f", uri: "https://example.com/" };

/** A value that would do, from examples and defaults where there are any. */
export function sample(api, schema, depth = 0) {
  schema = present(api, resolve(api, schema));
  if (schema.examples?.length) return schema.examples[0];
  if ("default" in schema) return schema.default;
  if ("const" in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.oneOf?.find((one) => !isNarrowing(one)) ?? schema.anyOf?.find((one) => !isNarrowing(one));
  if (choice && !schema.properties) return sample(api, choice, depth);
  const merged = (schema.allOf ?? []).map((part) => sample(api, part, depth)).filter((part) => part && typeof part === "object");
  const type = typesOf(schema)[0] ?? (schema.properties || merged.length ? "object" : "null");
  if (type === "object") {
    const wanted = [...(schema.required ?? []), ...demanded(schema)];
    const members = Object.entries(schema.properties ?? {}).filter(([name]) => depth < 4 && wanted.includes(name));
    return Object.assign({}, ...merged, Object.fromEntries(members.map(([name, member]) => [name, sample(api, member, depth + 1)])));
  }
  if (type === "array") return depth < 4 && schema.items ? [sample(api, schema.items, depth + 1)] : [];
  if (type === "integer" || type === "number") return Math.max(schema.minimum ?? 0, 0);
  if (type === "boolean") return false;
  return type === "string" ? SAMPLES[schema.format] ?? "text" : null;
}
