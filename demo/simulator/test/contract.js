import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

/** Values of the guide (and one that nobody listed) which the file's status enums lack. */
const STATUSES = ['CannotReach', 'NoAnsweringMachine', 'NoSessionFound', 'Teleporting'];

/** @param {any} schema */
function withDepartures(schema) {
  return JSON.parse(JSON.stringify(schema), (_key, value) => {
    if (Array.isArray(value?.enum) && value.enum.includes('InProgress')) return {...value, enum: [...value.enum, ...STATUSES]};
    // By the guide `from` is optional for users who have a default phone.
    if (Array.isArray(value?.required) && value.required.includes('from')) {
      return {...value, required: value.required.filter((/** @type {string} */ name) => name !== 'from')};
    }
    return value;
  });
}

/** @param {string} file */
function load(file) {
  const {paths} = withDepartures(JSON.parse(readFileSync(file, 'utf8')));
  const ajv = new Ajv.default({strict: false, allErrors: true});
  addFormats.default(ajv);
  const coercing = new Ajv.default({strict: false, allErrors: true, coerceTypes: 'array'});
  addFormats.default(coercing);
  /** @type {Set<string>} */
  const seen = new Set();

  const operations = Object.entries(paths).map(([path, methods]) => ({
    path, methods, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`),
    names: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
  }));

  /** @param {import('ajv').default} by @param {any} schema @param {unknown} value @param {string} what */
  function valid(by, schema, value, what) {
    const validate = by.compile(schema);
    assert.ok(validate(value), `${what} departs from the OpenAPI file: ${by.errorsText(validate.errors)}\n${JSON.stringify(value)}`);
  }

  return {
    /** `METHOD path` of the file, of all that was checked so far. */
    seen,
    /**
     * Throws where the two depart from the file. Requests that were refused need not be valid.
     *
     * @param {Request} request
     * @param {Response} response
     */
    async check(request, response) {
      const url = new URL(request.url);
      const operation = operations.find(({pattern}) => pattern.test(url.pathname));
      const method = operation?.methods[request.method.toLowerCase()];
      if (!operation || !method) return;
      const name = `${request.method} ${operation.path}`;
      if (response.ok) {
        seen.add(name);
        const given = operation.pattern.exec(url.pathname)?.slice(1) ?? [];
        const inPath = Object.fromEntries(operation.names.map((key, n) => [key, decodeURIComponent(given[n] ?? '')]));
        for (const parameter of method.parameters ?? []) {
          const value = parameter.in === 'path' ? inPath[parameter.name] : url.searchParams.get(parameter.name);
          assert.ok(value !== undefined && (value !== null || !parameter.required), `${name} lacks ${parameter.name}`);
          if (value !== null) valid(coercing, {type: 'object', properties: {value: parameter.schema}}, {value}, `${name} ${parameter.name}`);
        }
        const body = method.requestBody?.content['application/json']?.schema;
        if (body) valid(ajv, body, await request.json(), `The request ${name}`);
      }
      const listed = method.responses[response.status] ?? method.responses.default;
      if (response.ok) assert.ok(listed, `${name}: ${response.status} is not in the OpenAPI file`);
      const schema = listed?.content?.['application/json']?.schema;
      if (schema) valid(ajv, schema, await response.json(), `The answer ${response.status} of ${name}`);
      if (response.status === 204) assert.equal(await response.text(), '');
    },
  };
}

/**
 * Holds requests and answers against RingCentral's own OpenAPI file, where OPENAPI_FILE names it; else null.
 * What the file says differently from the guide, and from what users met, is listed here and nowhere else.
 */
export const contract = process.env.OPENAPI_FILE ? load(process.env.OPENAPI_FILE) : null;
