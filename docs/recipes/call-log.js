// Logs calls by the page's own backend, which has the token of HubSpot or Pipedrive.
import {logCalls} from './call-log-queue.js';

logCalls(async ({key, ...entry}, signal) => {
  const response = await fetch(`/api/call-log/${encodeURIComponent(key)}`, {
    method: 'PUT', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(entry), keepalive: true, signal,
  });
  if (!response.ok) throw new Error(`The answer of the backend is ${response.status}.`);
});
