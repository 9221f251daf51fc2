import {expect} from '@open-wc/testing';
import {FakePeer, farEnd, Fixture} from './support.js';

const REFUSED = (status: string) => (text: string): string =>
  /^SIP\/2.0 (200|183)/.test(text) && /CSeq: \d+ INVITE/.test(text)
    ? text.replace(/^SIP\/2.0 .*/, `SIP/2.0 ${status}`) : text;

describe('a call of the phone', () => {
  let page: Fixture;

  beforeEach(async () => {
    page = new Fixture();
    page.install();
    await page.register();
    page.told.length = 0;
  });

  afterEach(async () => {
    await page.remove();
    expect(page.errors).to.deep.equal([]);
    expect(page.media.live, 'no microphone is left open').to.deep.equal([]);
    expect(FakePeer.all.filter(({connectionState}) => connectionState !== 'closed')).to.deep.equal([]);
  });

  const [peer] = [() => FakePeer.all.at(-1) as FakePeer];

  describe('and the platform', () => {
    it('is answered without a word before', async () => {
      page.filter = (text) => text.startsWith('SIP/2.0 183') ? null : text;
      await page.talk();
      expect(page.told).to.deep.equal(['ringing', 'sound']);
      expect(page.sent()).to.include('ACK');
    });

    for (const [status, end] of [
      ['403 Forbidden', 'failure feature-unavailable'],
      ['404 Not Found', 'failure no-such-user callee'],
      ['486 Busy Here', 'failure busy callee'],
      ['487 Request Terminated', 'platform'],
      ['500 Server Internal Error', 'failure server-error'],
      ['603 Decline', 'platform'],
    ]) {
      it(`is refused at once: ${status}`, async () => {
        page.filter = REFUSED(status as string);
        await page.talk();
        expect(page.told).to.deep.equal([`end ${end}`]);
      });

      it(`is refused later: ${status}`, async () => {
        page.filter = (text) => text.startsWith('SIP/2.0 183') ? text : REFUSED(status as string)(text);
        await page.talk();
        expect(page.told).to.deep.equal(['ringing', `end ${end}`]);
      });
    }

    it('is not answered at all, and taken back', async () => {
      page.filter = (text) => /CSeq: \d+ INVITE/.test(text) && !text.startsWith('SIP/2.0 407') ? null : text;
      await page.talk();
      await page.clock.advance(8000);
      expect(page.told).to.deep.equal(['end failure timeout']);
      expect(page.sent()).to.include('CANCEL');
    });

    it('rings for ever, and is taken back', async () => {
      page.filter = (text) => text.startsWith('SIP/2.0 200') && /CSeq: \d+ INVITE/.test(text) ? null : text;
      await page.talk();
      await page.clock.advance(180_000);
      expect(page.told).to.deep.equal(['ringing', 'end failure no-answer callee']);
      expect(page.sent()).to.include('CANCEL');
    });

    it('loses its socket before there is sound, and is taken back', async () => {
      page.filter = (text) => text.startsWith('SIP/2.0 200') && /CSeq: \d+ INVITE/.test(text) ? null : text;
      await page.talk();
      page.sip.dropAll();
      await page.clock.advance(0);
      expect(page.told, 'it may ring').to.deep.equal(['ringing', 'disconnected']);
      expect(page.sip.calls()).to.have.length(1);
      await page.clock.advance(1000);
      expect(page.sip.calls(), 'the platform hears of it').to.deep.equal([]);
      expect(page.told.slice(2)).to.deep.equal(['connected', 'end lost']);
    });

    it('loses its socket before any word of the platform', async () => {
      page.world.configure({sipAnswerDelay: 6});
      page.filter = (text) => {
        const isOfInvite = /CSeq: \d+ INVITE/.test(text) && !text.startsWith('SIP/2.0 407');
        return isOfInvite || text.startsWith('BYE') ? null : text;
      };
      await page.talk();
      page.sip.dropAll();
      await page.clock.advance(0);
      expect(page.told).to.deep.equal(['disconnected']);
      await page.clock.advance(1000);
      expect(page.sent().at(-1)).to.equal('CANCEL');
      expect(page.told).to.deep.equal(['disconnected', 'connected', 'end lost']);
    });

    it('is offline where its INVITE did not leave', async () => {
      page.network = 'refuse';
      page.sip.dropAll();
      await page.talk();
      expect(page.told).to.deep.equal(['disconnected', 'end failure offline']);
    });

    for (const [title, awayMs, end] of [['hears of it', 10_000, 'user'], ['cannot be told', 31_000, 'lost']] as const) {
      it(`is hung up without a socket, and over once the platform ${title}`, async () => {
        const line = await page.talk();
        page.told.length = 0;
        page.network = 'refuse';
        page.sip.dropAll();
        await page.clock.advance(500);
        const outcome = page.outcome(line.hangUp(), awayMs);
        await page.clock.advance(0);
        expect(page.media.live, 'it is silent at once').to.deep.equal([]);
        expect(page.told).to.deep.equal(['disconnected']);
        expect(page.sip.calls()).to.have.length(1);
        await outcome;
        page.network = 'up';
        await page.clock.advance(20_000);
        expect(page.told.filter((word) => word.startsWith('end'))).to.deep.equal([`end ${end}`]);
        expect(page.sip.calls()).to.deep.equal([]);
      });
    }

    it('is answered after it was given up, and ended', async () => {
      let late = '';
      page.filter = (text) => {
        const isAnswer = text.startsWith('SIP/2.0 200') && /CSeq: \d+ INVITE/.test(text);
        if (isAnswer) late = text;
        return isAnswer || text.startsWith('SIP/2.0 183') ? null : text;
      };
      const line = await page.talk();
      expect(await page.outcome(line.hangUp())).to.equal('done');
      expect(page.told).to.deep.equal(['end user']);
      expect(page.sip.calls(), 'a call that was answered is not canceled').to.have.length(1);
      page.socket.receive(late);
      await page.clock.advance(0);
      expect(page.sip.calls()).to.deep.equal([]);
    });

    it('is told once that the user hangs up, whatever is clicked', async () => {
      const line = await page.talk();
      await Promise.all([line.hangUp(), line.hangUp()]);
      expect(page.told).to.deep.equal(['ringing', 'sound', 'end user']);
      expect(page.sent().filter((name) => name === 'BYE')).to.have.length(1);
    });

    it('goes on when it offers other sound, also where that cannot be used', async () => {
      await page.talk();
      const [, answer] = page.sip.messages.map(({text}) => text).filter((text) => /^SIP\/2.0 (183|200)/.test(text) && text.includes('INVITE'));
      const [, callId = ''] = /Call-Id: (.*)/.exec(answer ?? '') ?? [];
      const offer = (number: number, body: string) => [
        'INVITE sip:1 SIP/2.0', `Call-ID: ${callId}`, `CSeq: ${number} INVITE`, 'From: <sip:2@x>;tag=1', 'To: <sip:1@x>;tag=2',
        'Via: SIP/2.0/WSS x;branch=1', '', body].join('\r\n');
      page.socket.receive(offer(7, 'v=0\r\na=new\r\n'));
      page.socket.receive(offer(8, 'nonsense\r\n'));
      await page.clock.advance(0);
      expect(peer().remote.at(-1)).to.contain('a=new');
      expect(page.sent().slice(-2)).to.have.members(['200', '488']);
      expect(page.told).to.deep.equal(['ringing', 'sound']);
    });
  });

  describe('and its sound', () => {
    it('never comes', async () => {
      farEnd.sdp = 'v=0\r\na=no way\r\n';
      await page.talk();
      await page.clock.advance(15_000);
      expect(page.told).to.deep.equal(['ringing', 'end failure unreachable caller']);
      expect(page.sip.calls()).to.deep.equal([]);
    });

    it('cannot be agreed on', async () => {
      farEnd.sdp = 'nonsense\r\n';
      await page.talk();
      expect(page.told).to.deep.equal(['ringing', 'end failure unreachable caller']);
      expect(page.sip.calls()).to.deep.equal([]);
    });

    it('does not wait long for addresses', async () => {
      FakePeer.isGathering = true;
      await page.talk();
      await page.clock.advance(2000);
      expect(page.told).to.deep.equal(['ringing', 'sound']);
    });

    it('is not placed when it is given up while addresses are gathered', async () => {
      FakePeer.isGathering = true;
      const line = await page.talk();
      await line.hangUp();
      await page.clock.advance(2000);
      expect(page.told).to.deep.equal(['end user']);
      expect(page.sent()).not.to.include('INVITE');
    });

    it('finds another way after a change of the network', async () => {
      await page.talk();
      peer().become('failed');
      expect(page.told.at(-1)).to.equal('problem offline');
      await page.clock.advance(0);
      expect(page.told.slice(2)).to.deep.equal(['problem offline', 'problem none']);
    });

    it('finds another way once the socket is back', async () => {
      await page.talk();
      page.network = 'refuse';
      page.sip.dropAll();
      await page.clock.advance(100);
      peer().become('failed');
      await page.clock.advance(100);
      page.network = 'up';
      dispatchEvent(new Event('online'));
      await page.clock.advance(0);
      expect(page.told.slice(2)).to.deep.equal(['disconnected', 'problem offline', 'connected', 'problem none']);
    });
  });

  describe('and what the user does', () => {
    it('is on hold only where the platform has it', async () => {
      const line = await page.talk();
      const [track] = page.media.live;
      page.filter = REFUSED('491 Request Pending');
      expect(await page.outcome(line.hold(true))).to.equal('not-now');
      expect(track?.enabled).to.equal(true);

      page.filter = (text) => /CSeq: \d+ INVITE/.test(text) ? null : text;
      const holding = page.outcome(line.hold(true), 7999);
      await page.clock.advance(0);
      expect(track?.enabled, 'not heard from the click on').to.equal(false);
      expect(await holding).to.equal('pending');
      await page.clock.advance(1);
      expect(track?.enabled).to.equal(true);

      page.filter = (text) => text;
      expect(await page.outcome(line.hold(true))).to.equal('done');
      await line.mute(true);
      expect(await page.outcome(line.hold(false))).to.equal('done');
      expect(track?.enabled, 'still muted').to.equal(false);
      await line.mute(false);
      expect(track?.enabled).to.equal(true);
    });

    it('ends where the platform does not know the call', async () => {
      const line = await page.talk();
      page.filter = REFUSED('481 Call/Transaction Does Not Exist');
      expect(await page.outcome(line.hold(true))).to.equal('not-now');
      expect(page.told.at(-1)).to.equal('end platform');
    });

    it('sends keys one after the other, in a limited time', async () => {
      const line = await page.talk();
      const first = page.outcome(line.sendDigits('12'), 0);
      await page.clock.advance(0);
      const second = page.outcome(line.sendDigits('3,'), 0);
      await page.clock.advance(0);
      expect(peer().dtmf.toneBuffer).to.equal('123,');
      peer().dtmf.finish();
      expect([await first, await second]).to.deep.equal(['pending', 'pending']);
      const third = line.sendDigits(',,');
      expect(await page.outcome(third, 5000)).to.equal('pending');
      expect(await page.outcome(third, 1000)).to.equal('done');
      peer().dtmf.canInsertDTMF = false;
      expect(await page.outcome(line.sendDigits('1'))).to.equal('not-now');
    });
  });

  describe('to the user', () => {
    it('is answered once, and goes on when another phone is said to have taken it', async () => {
      page.world.ring();
      await page.clock.advance(0);
      const [line] = page.lines;
      await Promise.all([line?.answer(), line?.answer()]);
      expect(page.told).to.deep.equal(['inbound', 'sound']);
      const {text = ''} = page.sip.messages.find(({text: one}) => one.startsWith('INVITE')) ?? {};
      const [, id = ''] = /SID="([^"]+)"/.exec(text) ?? [];
      page.socket.receive(`MESSAGE sip:1 SIP/2.0\r\nCall-ID: 9\r\nCSeq: 9 MESSAGE\r\n\r\n<Msg><Hdr SID="${id}" Cmd="7"/><Bdy Cln="801"/></Msg>`);
      await page.clock.advance(0);
      expect(page.told).to.deep.equal(['inbound', 'sound']);
    });

    it('is answered where its INVITE offers no sound, and leaves that to the phone', async () => {
      farEnd.sdp = '';
      page.world.ring();
      await page.clock.advance(0);
      expect(await page.outcome(page.lines[0]?.answer() as Promise<void>)).to.equal('done');
      expect(peer().localDescription?.type).to.equal('offer');
      expect(page.told).to.deep.equal(['inbound', 'sound']);
    });

    it('is taken by another phone, of which only a message tells', async () => {
      page.filter = (text) => text.startsWith('CANCEL') ? null : text;
      const {id} = page.world.ring();
      await page.clock.advance(0);
      page.world.steer(id, 'answer');
      await page.clock.advance(0);
      expect(page.told).to.deep.equal(['inbound', 'end platform']);
    });

    it('rings anew over the next socket', async () => {
      page.world.ring();
      await page.clock.advance(0);
      page.sip.dropAll();
      await page.clock.advance(1000);
      expect(page.told).to.deep.equal(['inbound', 'disconnected', 'end platform', 'connected', 'inbound']);
    });

    it('still rings where declining it failed, and can be declined again', async () => {
      page.world.ring();
      await page.clock.advance(0);
      page.outFilter = (text) => text.startsWith('MESSAGE') ? null : text;
      expect(await page.outcome(page.lines[0]?.decline() as Promise<void>, 8000)).to.equal('timeout');
      page.outFilter = (text) => text;
      expect(await page.outcome(page.lines[0]?.decline() as Promise<void>)).to.equal('done');
      expect(page.told).to.deep.equal(['inbound', 'end user']);
    });

    it('is the same call where its INVITE comes twice', async () => {
      page.world.ring();
      await page.clock.advance(0);
      const {text = ''} = page.sip.messages.find(({text: one}) => one.startsWith('INVITE')) ?? {};
      page.socket.receive(text);
      await page.clock.advance(0);
      expect(page.told).to.deep.equal(['inbound']);
      await page.lines[0]?.answer();
      expect(page.told).to.deep.equal(['inbound', 'sound']);
    });

    it('is given up while the browser asks for the microphone', async () => {
      let allow = () => {};
      page.media.prompt = new Promise((resolve) => { allow = resolve; });
      const {id} = page.world.ring();
      await page.clock.advance(0);
      const answering = page.outcome(page.lines[0]?.answer() as Promise<void>, 10);
      page.world.inbound(id).callerHangsUp();
      await page.clock.advance(10);
      expect(await answering).not.to.equal('done');
      allow();
      await page.clock.advance(0);
      expect(page.told).to.deep.equal(['inbound', 'end platform']);
    });
  });
});
