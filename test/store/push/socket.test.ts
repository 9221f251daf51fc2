import {expect} from '@open-wc/testing';

/** What the page was told of a socket, in a document with this policy. */
async function toldUnder(policy: string, url: string): Promise<string[]> {
  const frame = document.createElement('iframe');
  const meta = policy && `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  frame.srcdoc = `${meta}<script>
    (async () => {
      const {openBrowserSocket} = await import('${new URL('/src/store/push/socket.ts', location.href).href}');
      const told = [];
      const socket = openBrowserSocket('${url}', {
        onMessage() {},
        onClose() { told.push('closed'); },
        onForbidden() { told.push('forbidden'); },
      });
      if (!socket) told.push('none');
      setTimeout(() => parent.postMessage({told}, '*'), 1000);
    })();
  </script>`;
  const answer = new Promise<string[]>((resolve) => {
    addEventListener('message', ({data, source}: MessageEvent<{told: string[]}>) => {
      if (source === frame.contentWindow) resolve(data.told);
    });
  });
  document.body.append(frame);
  const told = await answer;
  frame.remove();
  return told;
}

describe('a socket of this browser', () => {
  it('says that the page’s policy forbids the address', async () => {
    const [first] = await toldUnder('connect-src https:', 'wss://rc.example/ws');
    expect(first).to.be.oneOf(['forbidden', 'none']);
  });

  it('is closed where nobody answers, which is no matter of a policy', async () => {
    // Nobody listens at this port.
    const url = 'ws://127.0.0.1:9/ws';
    expect(await toldUnder('', url)).to.deep.equal(['closed']);
    expect(await toldUnder('connect-src ws:', url)).to.deep.equal(['closed']);
  });
});
