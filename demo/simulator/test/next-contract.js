import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

/**
 * @typedef {object} NextContract
 * @property {Set<string>} checked The operations and events that were checked so far.
 * @property {any} samples Frames of the guide, by name.
 * @property {(request: Request, response: Response) => Promise<void>} check Throws where an answer
 *   departs from the file.
 * @property {(notification: any) => void} checkNotification
 * @property {(schemaName: string, value: unknown) => void} checkValue
 */

const OPERATIONS = /\/(oauth\/wstoken|client-info\/sip-provision|presence|device|call-log|forwarding-number|telephony\/sessions\/.*)$/;

/** Properties that real answers and samples have, and the file lacks. */
const ADDITIONAL_PROPERTIES = {
  ForwardingNumberInfo: ['hidden'],
  PresenceInfoResponse: ['totalActiveCalls'],
  TelephonySessionsEventPartyInfo: ['ringOutRole'],
  DetailedExtensionPresenceEvent: ['ownerId'],
  ExtensionPresenceEvent: ['ownerId'],
};

/** The kind of a notification, by the end of its event. */
const EVENTS = /** @type {const} */ ([
  [/\/telephony\/sessions(\?.*)?$/, 'ExtensionTelephonySessionsEvent'],
  [/\/presence\?detailedTelephonyState=true$/, 'DetailedExtensionPresenceEvent'],
  [/\/presence$/, 'ExtensionPresenceEvent'],
]);

/**
 * A schema as one object, where it is made of several.
 *
 * @param {any} schema
 * @param {Record<string, any>} schemas All of the file.
 * @returns {any}
 */
function merged(schema, schemas) {
  const target = schema.$ref ? schemas[schema.$ref.split('/').at(-1)] : schema;
  if (!target.allOf) return target;
  const parts = target.allOf.map((/** @type {any} */ part) => merged(part, schemas));
  if (!parts.every((/** @type {any} */ part) => part.properties)) return target;
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map((/** @type {any} */ part) => part.properties)),
    required: parts.flatMap((/** @type {any} */ part) => part.required ?? []),
  };
}

/** The file with objects that have no properties but the listed ones. @param {any} file */
function withoutOtherProperties(file) {
  const {schemas} = file.components;
  for (const [name, properties] of Object.entries(ADDITIONAL_PROPERTIES)) {
    for (const property of properties) schemas[name].properties[property] = {};
  }
  for (const name of Object.keys(schemas)) schemas[name] = merged(schemas[name], schemas);
  return JSON.parse(JSON.stringify(file), (_key, value) =>
    value?.type === 'object' && value.properties
      ? {...value, additionalProperties: false} : value);
}

/** @param {any} file */
function createValidator(file) {
  const ajv = new Ajv.default({strict: false, allErrors: true});
  addFormats.default(ajv);
  ajv.addSchema(file, 'next');
  return (/** @type {any} */ schema, /** @type {unknown} */ value, /** @type {string} */ what) => {
    const rooted = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"next#/'));
    const validate = ajv.compile(rooted);
    const isValid = validate(value);
    const errors = ajv.errorsText(validate.errors);
    assert.ok(isValid, `${what} departs from the OpenAPI file: ${errors}\n${JSON.stringify(value)}`);
  };
}

/** @param {string} fileName @returns {NextContract} */
function loadContract(fileName) {
  const file = JSON.parse(readFileSync(fileName, 'utf8'));
  const validateError = createValidator(structuredClone(file));
  const validate = createValidator(withoutOtherProperties(structuredClone(file)));
  /** @type {Set<string>} */
  const checked = new Set();
  const paths = Object.entries(file.paths).map(([path, methods]) =>
    ({path, methods, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`)}));

  /** The body's schema of an answer, which the file may give by reference. @param {any} answer */
  function schemaOf(answer) {
    const name = answer?.$ref?.split('/').at(-1);
    const {content} = name ? file.components.responses[name] : answer ?? {};
    return content?.['application/json']?.schema;
  }

  /** @param {string} name @param {unknown} value */
  function checkValue(name, value) {
    checked.add(name);
    validate({$ref: `#/components/schemas/${name}`}, value, name);
  }

  return {
    checked,
    samples: file['x-websocket-samples'],
    checkValue,
    async check(request, response) {
      const {pathname} = new URL(request.url);
      const found = paths.find(({pattern}) => pattern.test(pathname));
      if (!found || !OPERATIONS.test(pathname)) return;
      const name = `${request.method} ${found.path}`;
      const {responses} = /** @type {any} */ (found.methods)[request.method.toLowerCase()];
      const {ok, status} = response;
      if (ok) {
        assert.ok(responses[status], `${name}: ${status} is not in the OpenAPI file`);
        checked.add(name);
      }
      const schema = schemaOf(responses[status]);
      const text = await response.text();
      if (status === 204) return assert.equal(text, '');
      if (schema) (ok ? validate : validateError)(schema, JSON.parse(text), `${status} of ${name}`);
    },
    checkNotification(notification) {
      const kind = EVENTS.find(([pattern]) => pattern.test(notification.event))?.[1];
      assert.ok(kind, `No schema for ${notification.event}`);
      checkValue(kind, notification);
    },
  };
}

/**
 * Checks answers and notifications of the newer endpoints against a newer OpenAPI file, if OPENAPI_NEXT_FILE
 * names it.
 */
export const nextContract = process.env.OPENAPI_NEXT_FILE
  ? loadContract(process.env.OPENAPI_NEXT_FILE) : null;
