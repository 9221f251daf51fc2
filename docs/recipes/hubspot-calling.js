// An app in HubSpot's calling iframe: HubSpot names the caller, opens the record and logs the call.
// The page has <rc-session …></rc-session> and <rc-inbound-call target="_blank"></rc-inbound-call>.
import CallingExtensions from '@hubspot/calling-extensions-sdk'; // 0.9

const HUBSPOT = 'https://app.hubspot.com'; // or the one of your region, such as app-eu1
const ANSWER_TIMEOUT_MS = 10_000;
const UNANSWERED = {missed: 'MISSED', ended: 'NO_ANSWER', elsewhere: 'CANCELED'};

const card = document.querySelector('rc-inbound-call');
const ready = Promise.withResolvers();
const lookups = new Map(); // number → promise of HubSpot's contacts
const calls = new Map(); // key → promise of HubSpot's answers, for calls that this tab announces
const steps = new Set(); // key and phase
let lastAnnounced = ready.promise;
let announced = null; // the call that waits for HubSpot's answers
const warn = (error) => console.warn('HubSpot:', error);

// Each tab of HubSpot has this page. One of them asks HubSpot who is calling, and shares the answer.
const lookUp = (number) => lookups.get(number) ?? lookups.set(number, Promise.withResolvers()).get(number);
const tabs = new BroadcastChannel('hubspot-contacts');
tabs.onmessage = ({data: {number, contacts}}) => lookUp(number).resolve(contacts);

const hubspot = new CallingExtensions({eventHandlers: {
  onReady(data) {
    hubspot.initialized({isLoggedIn: false, engagementId: data?.engagementId});
    ready.resolve();
  },
  onCallerIdMatchSucceeded: ({callerIdMatches}) => receive({contacts: callerIdMatches.map(asContact)}),
  onCallerIdMatchFailed: () => receive({contacts: []}),
  onCreateEngagementSucceeded: ({engagementId}) => receive({engagementId}),
  onCreateEngagementFailed: () => receive({engagementId: null}),
  defaultEventHandler() {}, // for all that this page does not need
}});

function asContact({objectCoordinates, firstName, lastName, name, email}) {
  const {portalId, objectTypeId, objectId} = objectCoordinates;
  const id = `${portalId}/${objectTypeId}/${objectId}`;
  const person = [firstName, lastName].filter(Boolean).join(' ') || email;
  const url = `${HUBSPOT}/contacts/${portalId}/record/${objectTypeId}/${objectId}`;
  return {id, name: name ?? person, detail: email, url};
}

/** HubSpot's answers do not name the call, so the next one is announced after both have come. */
async function announce({key, from, to = '', startedAt: callStartTime}) {
  const call = announced = {from, ...Promise.withResolvers()};
  hubspot.incomingCall({externalCallId: key, fromNumber: from, toNumber: to, callStartTime, createEngagement: true});
  setTimeout(call.resolve, ANSWER_TIMEOUT_MS);
  await call.promise;
  announced = null;
  return call;
}

function receive(answer) {
  if (!announced) return; // too late
  const {from: number, contacts, engagementId, resolve} = Object.assign(announced, answer);
  if (answer.contacts) lookUp(number).resolve(contacts);
  if (answer.contacts) tabs.postMessage({number, contacts});
  if (contacts && engagementId !== undefined) resolve();
}

function end({key: externalCallId, phase, answeredAt, elsewhere}, {engagementId}) {
  const callEndStatus = answeredAt ? 'COMPLETED' : UNANSWERED[elsewhere ? 'elsewhere' : phase];
  hubspot.callEnded({externalCallId, engagementId, callEndStatus});
  if (engagementId) hubspot.callCompleted({externalCallId, engagementId, hideWidget: false});
}

document.addEventListener('rc-inbound-change', ({detail: {inbound, primary}}) => {
  const {key, phase, from} = inbound;
  if (steps.has(`${key} ${phase}`)) return; // The event fires again once the lookup has ended.
  steps.add(`${key} ${phase}`);
  if (phase === 'ringing' && primary && from) { // HubSpot needs a number.
    calls.set(key, lastAnnounced.then(() => announce(inbound)));
    lastAnnounced = calls.get(key).catch(warn);
  }
  // The tab that has announced a call reports its other steps, whichever tab is the primary one then.
  if (phase === 'answered') calls.get(key)?.then(() => hubspot.callAnswered({externalCallId: key})).catch(warn);
  if (phase !== 'ended' && phase !== 'missed') return;
  lookups.delete(from);
  calls.get(key)?.then((answers) => end(inbound, answers)).catch(warn);
});

document.addEventListener('rc-session-change', ({detail: {state}}) => {
  if (state === 'ready') ready.promise.then(() => hubspot.userLoggedIn()).catch(warn);
  if (state === 'signed-out' || state === 'expired') ready.promise.then(() => hubspot.userLoggedOut()).catch(warn);
});

card.resolveContact = (number, {signal}) => new Promise((resolve, reject) => {
  signal.addEventListener('abort', () => reject(signal.reason));
  lookUp(number).promise.then(resolve);
});

card.addEventListener('rc-inbound-open', (event) => {
  const [portalId, objectTypeId, objectId] = event.detail.contact?.id?.split('/') ?? [];
  if (!objectId) return; // The link opens.
  const objectCoordinates = {portalId: Number(portalId), objectTypeId, objectId: Number(objectId)};
  hubspot.navigateToRecord({objectCoordinates, openIn: 'CURRENT_TAB'});
  event.preventDefault(); // The link opens if HubSpot has thrown.
});
