// Compares a dashboard with the schemas generated from schema.ts: `validate.mjs FOLDER DASHBOARD`.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [folder, file] = process.argv.slice(2);
// The packages are in a parent directory of the schemas, not of this file.
const { default: Ajv } = createRequire(`${folder}/`)("ajv");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const dashboard = read(file);
const problems = [];
const schemas = new Map();

function schema(type) {
  if (!schemas.has(type)) {
    schemas.set(type, new Ajv({ allErrors: true, strict: false }).compile(read(`${folder}/${type}.json`)));
  }
  return schemas.get(type);
}

function compare(type, value, place) {
  const matches = schema(type);
  if (matches(value)) return;
  for (const error of matches.errors) {
    problems.push(`${place}${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  }
}

const types = { row: "Row", "state-timeline": "StateTimeline", table: "Table", timeseries: "TimeSeries" };
compare("Frame", dashboard, "dashboard");
for (const panel of dashboard.panels) {
  const place = `panel ${panel.id} (${panel.title})`;
  if (types[panel.type]) compare(types[panel.type], panel, place);
  else problems.push(`${place} has the type \`${panel.type}\`, expected one of ${Object.keys(types).join(", ")}`);
}

const ids = dashboard.panels.map((panel) => panel.id);
if (new Set(ids).size < ids.length) problems.push("two panels have the same id");
for (const [position, one] of dashboard.panels.entries()) {
  for (const other of dashboard.panels.slice(position + 1)) {
    const [a, b] = [one.gridPos, other.gridPos];
    const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
    if (!apart) problems.push(`panels ${one.id} and ${other.id} overlap`);
  }
  if (one.gridPos.x + one.gridPos.w > 24) problems.push(`panel ${one.id} extends beyond the 24 columns of the page`);
}

// Every variable that is used is defined.
const known = new Set(dashboard.templating.list.map((variable) => variable.name));
for (const [, name] of JSON.stringify(dashboard).matchAll(/\$\{?([a-zA-Z]\w*)/g)) {
  if (!known.has(name)) problems.push(`the variable \`${name}\` is undefined, expected one of ${[...known].join(", ")}`);
}

problems.forEach((problem) => console.error(problem));
process.exit(problems.length > 0 ? 1 : 0);
