// A stand-in of HubSpot's calling SDK 0.9 and of HubSpot around it. `globalThis.host`: what a test sets.
const CONTACT = {
  callerIdType: 'CONTACT', objectCoordinates: {portalId: 7, objectId: 51, objectTypeId: '0-1'},
  firstName: 'Anna', lastName: 'Berg', email: 'anna@crm.example',
};
const COMPANY = {
  callerIdType: 'COMPANY', objectCoordinates: {portalId: 7, objectId: 62, objectTypeId: '0-2'}, name: 'Berg Bikes',
};
const MATCHES = {'+16505550142': [CONTACT], '+16505550143': [CONTACT, COMPANY], '+16505550144': [COMPANY]};

/** The members of each message, as the SDK's types have them; `?`: may be absent. */
const SHAPES = {
  initialized: {isLoggedIn: 'boolean', engagementId: 'number?'},
  userLoggedIn: null,
  userLoggedOut: null,
  incomingCall: {externalCallId: 'string', fromNumber: 'string', toNumber: 'string', callStartTime: 'number', createEngagement: 'boolean'},
  callAnswered: {externalCallId: 'string'},
  callEnded: {externalCallId: 'string', engagementId: 'number?', callEndStatus: 'string'},
  callCompleted: {externalCallId: 'string', engagementId: 'number', hideWidget: 'boolean'},
  navigateToRecord: {objectCoordinates: 'object', openIn: 'string'},
};
const STATUSES = ['COMPLETED', 'FAILED', 'CANCELED', 'BUSY', 'NO_ANSWER', 'REJECTED', 'MISSED'];

const host = globalThis.host = {told: [], problems: [], silent: false, broken: [], engagements: 0, matches: MATCHES, ...globalThis.hostOptions};

function check(method, payload) {
  const shape = SHAPES[method];
  if (!shape !== !payload) host.problems.push(`${method}: ${JSON.stringify(payload)}`);
  if (!shape) return;
  for (const [name, wanted] of Object.entries(shape)) {
    const type = payload[name] == null ? 'absent' : typeof payload[name];
    if (type !== wanted.replace('?', '') && !(type === 'absent' && wanted.endsWith('?'))) host.problems.push(`${method}: ${name} is ${type}`);
  }
  for (const name of Object.keys(payload)) if (!(name in shape)) host.problems.push(`${method}: there is no ${name}`);
  if (payload.callEndStatus && !STATUSES.includes(payload.callEndStatus)) host.problems.push(payload.callEndStatus);
}

export default class CallingExtensions {
  constructor(options) {
    if (host.broken.includes('constructor')) throw new Error('HubSpot is broken.');
    if (!options?.eventHandlers) throw new Error('There are no event handlers.');
    const send = (name, data) => setTimeout(() => {
      const handler = options.eventHandlers[name] ?? options.eventHandlers.defaultEventHandler;
      if (handler) handler(data);
      else console.error(`Nothing handles ${name}.`);
    });
    let isReady = false;
    host.becomeReady = () => {
      isReady = true;
      send('onReady', {engagementId: 0, portalId: 7, iframeLocation: 'remote'});
      send('onVisibilityChanged', {isMinimized: false, isHidden: false});
    };
    /** HubSpot's answers to a call; they do not name it. */
    host.answer = (number) => {
      const callerIdMatches = host.matches[number];
      if (callerIdMatches) send('onCallerIdMatchSucceeded', {callerIdMatches});
      else send('onCallerIdMatchFailed', {});
      if (host.broken.includes('engagement')) send('onCreateEngagementFailed', {});
      else send('onCreateEngagementSucceeded', {engagementId: ++host.engagements});
    };
    for (const method of Object.keys(SHAPES)) {
      this[method] = (payload) => {
        if (host.broken.includes(method)) throw new Error(`HubSpot is broken: ${method}.`);
        if (!isReady) host.problems.push(`${method} before onReady`);
        check(method, payload);
        host.told.push([method, payload]);
        if (method === 'incomingCall' && !host.silent) host.answer(payload.fromNumber);
      };
    }
    if (!host.late) host.becomeReady();
  }
}
