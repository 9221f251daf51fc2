/**
 * The connection of a far end, which is the same in Node and in a page.
 *
 * @typedef {import('./audio.js').FarEnd} FarEnd
 */

/** Candidates come at once on one computer. */
const GATHERING_LIMIT_MS = 1000;

/** Resolves when all candidates are in the local description. @param {RTCPeerConnection} peer */
async function gathered(peer) {
  if (peer.iceGatheringState === 'complete') return;
  await new Promise((resolve) => {
    const limit = setTimeout(resolve, GATHERING_LIMIT_MS);
    peer.addEventListener('icegatheringstatechange', () => {
      if (peer.iceGatheringState !== 'complete') return;
      clearTimeout(limit);
      resolve(undefined);
    });
  });
}

/**
 * @param {RTCPeerConnection} peer
 * @param {Pick<FarEnd, 'play' | 'heard'> & {stop: () => void}} sound
 * @param {() => void} onLost
 * @returns {FarEnd}
 */
export function farEndOf(peer, {play, heard, stop}, onLost) {
  let isClosed = false;
  peer.addEventListener('connectionstatechange', () => {
    if (!isClosed && peer.connectionState === 'failed') onLost();
  });

  /** @param {RTCSessionDescriptionInit} description */
  async function describe(description) {
    await peer.setLocalDescription(description);
    await gathered(peer);
    return peer.localDescription?.sdp ?? '';
  }

  return {
    async answer(sdp) {
      await peer.setRemoteDescription({type: 'offer', sdp});
      return describe(await peer.createAnswer());
    },
    offer: async () => describe(await peer.createOffer()),
    accept: (sdp) => peer.setRemoteDescription({type: 'answer', sdp}),
    play,
    heard,
    close() {
      if (isClosed) return;
      isClosed = true;
      stop();
      peer.close();
    },
  };
}
