import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

/**
 * @typedef {object} Operation An operation of the OpenAPI file, as one request addresses it.
 * @property {any} method Its entry in the file.
 * @property {string} name `METHOD path`, with the path as in the file.
 * @property {Record<string, string>} pathParameters
 */

/** Statuses of the guide, and one that is listed nowhere, which the file lacks. */
const ADDITIONAL_STATUSES = ['CannotReach', 'NoAnsweringMachine', 'NoSessionFound', 'Teleporting'];

/** @param {any} schema */
function withDepartures(schema) {
  return JSON.parse(JSON.stringify(schema), (_key, value) => {
    if (Array.isArray(value?.enum) && value.enum.includes('InProgress')) {
      return {...value, enum: [...value.enum, ...ADDITIONAL_STATUSES]};
    }
    // In the guide, `from` is optional for users with a default phone.
    if (Array.isArray(value?.required) && value.required.includes('from')) {
      const required = value.required.filter((/** @type {string} */ name) => name !== 'from');
      return {...value, required};
    }
    return value;
  });
}

/** @param {import('ajv').Options} [options] */
function createAjv(options) {
  const ajv = new Ajv.default({strict: false, allErrors: true, ...options});
  addFormats.default(ajv);
  return ajv;
}

/**
 * @param {import('ajv').default} ajv
 * @param {any} schema
 * @param {unknown} value
 * @param {string} what
 */
function assertValid(ajv, schema, value, what) {
  const validate = ajv.compile(schema);
  const isValid = validate(value);
  const errors = ajv.errorsText(validate.errors);
  const json = JSON.stringify(value);
  assert.ok(isValid, `${what} departs from the OpenAPI file: ${errors}\n${json}`);
}

/** @param {string} file */
function loadContract(file) {
  const {paths} = withDepartures(JSON.parse(readFileSync(file, 'utf8')));
  const bodyAjv = createAjv();
  /** Parameters arrive as text. */
  const parameterAjv = createAjv({coerceTypes: 'array'});
  /** @type {Set<string>} */
  const checkedOperations = new Set();

  const pathPatterns = Object.entries(paths).map(([path, methods]) => ({
    path,
    methods,
    pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`),
    names: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
  }));

  /** @param {Request} request @returns {Operation | null} null where the file lists none. */
  function findOperation(request) {
    const {pathname} = new URL(request.url);
    const match = pathPatterns.find(({pattern}) => pattern.test(pathname));
    const method = match?.methods[request.method.toLowerCase()];
    if (!match || !method) return null;
    const values = match.pattern.exec(pathname)?.slice(1) ?? [];
    const pathParameters = Object.fromEntries(match.names.map((name, index) =>
      [name, decodeURIComponent(values[index] ?? '')]));
    return {method, name: `${request.method} ${match.path}`, pathParameters};
  }

  /** @param {Operation} operation @param {URLSearchParams} query */
  function checkParameters({method, name, pathParameters}, query) {
    for (const parameter of method.parameters ?? []) {
      const isInPath = parameter.in === 'path';
      const value = isInPath ? pathParameters[parameter.name] : query.get(parameter.name);
      const isMissing = value === undefined || (value === null && parameter.required);
      assert.ok(!isMissing, `${name} lacks ${parameter.name}`);
      if (value === null) continue;
      const schema = {type: 'object', properties: {value: parameter.schema}};
      assertValid(parameterAjv, schema, {value}, `${name} ${parameter.name}`);
    }
  }

  /** @param {Operation} operation @param {Request} request */
  async function checkRequest(operation, request) {
    const {method, name} = operation;
    checkedOperations.add(name);
    checkParameters(operation, new URL(request.url).searchParams);
    const schema = method.requestBody?.content['application/json']?.schema;
    if (schema) assertValid(bodyAjv, schema, await request.json(), `The request ${name}`);
  }

  /** @param {Operation} operation @param {Response} response */
  async function checkResponse({method, name}, response) {
    const {ok, status} = response;
    const listed = method.responses[status] ?? method.responses.default;
    if (ok) assert.ok(listed, `${name}: ${status} is not in the OpenAPI file`);
    const schema = listed?.content?.['application/json']?.schema;
    if (schema) {
      assertValid(bodyAjv, schema, await response.json(), `The answer ${status} of ${name}`);
    }
    if (status === 204) assert.equal(await response.text(), '');
  }

  return {
    /** The operations that were checked so far, as `METHOD path`. */
    checkedOperations,

    /**
     * Throws where a request or its answer departs from the file. A request that was refused need
     * not be valid.
     *
     * @param {Request} request
     * @param {Response} response
     */
    async check(request, response) {
      const operation = findOperation(request);
      if (!operation) return;
      if (response.ok) await checkRequest(operation, request);
      await checkResponse(operation, response);
    },
  };
}

/**
 * Checks requests and answers against RingCentral's own OpenAPI file, if OPENAPI_FILE names it.
 * Where the guide and real answers differ from the file, this file says so, and no other.
 */
export const contract = process.env.OPENAPI_FILE ? loadContract(process.env.OPENAPI_FILE) : null;
