// Writes drover.d.ts from the server's OpenAPI document: npm run types
// With --check it writes nothing, and fails where the file is another one.
import { readFile, writeFile } from "node:fs/promises";
import { JSON_SCHEMA, load } from "js-yaml";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../adapters-http/src/main/resources/dev/drover/http/openapi.yaml", import.meta.url);
const target = new URL("drover.d.ts", import.meta.url);

/**
 * Leaves out what TypeScript can't say, where the generator would make `unknown` of the whole: an `anyOf` that narrows a type, such as
 * "one of these keys is required". Leaves out that unknown keys are let pass, too, so that the compiler finds a mistyped one.
 */
function simplify(schema) {
  if (schema === null || typeof schema !== "object") {
    return;
  }
  if (schema.type && schema.anyOf) {
    delete schema.anyOf;
  }
  if (schema.properties && schema.additionalProperties === true) {
    delete schema.additionalProperties;
  }
  Object.values(schema).forEach(simplify);
}

const document = load(await readFile(source, "utf8"), { schema: JSON_SCHEMA });
simplify(document.components.schemas);
const types =
  "// Generated from the OpenAPI document of Drover by `npm run types`. Don't change it by hand.\n\n" +
  astToString(await openapiTS(document, { defaultNonNullable: false, rootTypes: true, rootTypesNoSchemaPrefix: true, silent: true }));
if (!process.argv.includes("--check")) {
  await writeFile(target, types);
} else if ((await readFile(target, "utf8")) !== types) {
  console.error("examples/typescript/drover.d.ts does not fit the OpenAPI document; run `npm run types` there and commit the file");
  process.exitCode = 1;
}
