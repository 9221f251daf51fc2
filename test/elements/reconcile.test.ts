/** The value of a number select and the account's choice: every meeting of the two, as a table. */
import {expect} from '@open-wc/testing';
import {reconcile} from '../../src/elements/number-select/reconcile.js';
import type {ReconcileFacts, SelectValue, ValueOrigin} from '../../src/elements/number-select/reconcile.js';

const A = '+16505550111';
const B = '+16505550112';

type Session = ReconcileFacts['session'];
/** Value, its pending origin, and the account's choice. */
type State = readonly [value: string, pendingOrigin: ValueOrigin | null, choice: string];

const SIGNED_IN: Session = 'ready';
/** No user is known, and none has gone. */
const NO_USER: readonly Session[] = [undefined, 'restoring', 'signing-in', 'expired', 'error'];

const ROWS: readonly (readonly [situation: string, session: Session, before: State, after: State])[] = [
  // A user is signed in.
  ['the user or the page set a number, and there was no choice', SIGNED_IN, [A, 'set', ''], [A, null, A]],
  ['the user or the page set a number over another choice', SIGNED_IN, [A, 'set', B], [A, null, A]],
  ['the user or the page set what is chosen already', SIGNED_IN, [A, 'set', A], [A, null, A]],
  ['the user or the page set the default over a choice', SIGNED_IN, ['', 'set', B], ['', null, '']],
  ['the page wrote a default, and there was no choice', SIGNED_IN, [A, 'default', ''], [A, null, A]],
  ['the page wrote a default, and there is a choice', SIGNED_IN, [A, 'default', B], [B, null, B]],
  ['the page wrote no default, and there is a choice', SIGNED_IN, ['', 'default', B], [B, null, B]],
  ['neither default nor choice', SIGNED_IN, ['', 'default', ''], ['', null, '']],
  ['nothing has changed', SIGNED_IN, [A, null, A], [A, null, A]],
  ['another select or tab chose', SIGNED_IN, [A, null, B], [B, null, B]],
  ['another select or tab chose the default', SIGNED_IN, [A, null, ''], ['', null, '']],
  ['a select that has just been made', SIGNED_IN, ['', null, A], [A, null, A]],
  // The user has gone.
  ['the user signed out', 'signed-out', [A, null, ''], ['', 'default', '']],
  ['the user set a number before signing in', 'signed-out', [A, 'set', ''], [A, 'set', '']],
  ['the page wrote a default before anybody signed in', 'signed-out', [A, 'default', ''], [A, 'default', '']],
  // A user who is not known yet, or is asked to sign in again, loses nothing.
  ...NO_USER.flatMap((session) => [
    [`a number waits for a user (${session})`, session, [A, 'set', ''], [A, 'set', '']],
    [`a default waits for a user (${session})`, session, [A, 'default', ''], [A, 'default', '']],
    [`the chosen number stays (${session})`, session, [A, null, B], [A, null, B]],
  ] as const),
];

describe('reconcile', () => {
  for (const [situation, session, [value, pendingOrigin, choice], after] of ROWS) {
    it(`${situation}: ${after.map((part) => part || 'none').join(', ')}`, () => {
      const result = reconcile({value, pendingOrigin}, {session, choice, defaultNumber: ''});
      expect([result.value, result.pendingOrigin, result.choice]).to.deep.equal(after);
    });
  }

  it('goes back to the default of the page when the user signs out', () => {
    const facts = {session: 'signed-out', choice: '', defaultNumber: B} as const;
    expect(reconcile({value: A, pendingOrigin: null}, facts)).to.deep.equal({value: B, pendingOrigin: 'default', choice: ''});
  });

  it('has nothing more to do once both agree', () => {
    for (const [, session, [value, pendingOrigin, choice]] of ROWS) {
      const facts: ReconcileFacts = {session, choice, defaultNumber: ''};
      const once = reconcile({value, pendingOrigin}, facts);
      const state: SelectValue = {value: once.value, pendingOrigin: once.pendingOrigin};
      expect(reconcile(state, {...facts, choice: once.choice})).to.deep.equal(once);
    }
  });
});
