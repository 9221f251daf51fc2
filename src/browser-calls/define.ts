/** This browser as a phone: stores load its code once a page wants it. */
import {LazyPart} from '../loading/lazy-part.js';
import {providePhone} from '../store/phone-port.js';

const {isSecureContext, navigator, RTCPeerConnection, WebSocket} =
  globalThis as Partial<typeof globalThis>;
const {mediaDevices, locks}: Partial<Navigator> = navigator ?? {};

const phonePart = new LazyPart((_query) => import('./phone.js'));

providePhone({
  isPossible: Boolean(
    isSecureContext && RTCPeerConnection && WebSocket
    // Old browsers have no devices at all, and no locks, by which tabs share one phone.
    && mediaDevices?.getUserMedia && locks,
  ),
  load: () => phonePart.loadNow(),
});
