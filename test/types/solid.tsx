/** @jsxImportSource solid-js */
import type {} from 'rc-click-to-call/types/solid';
import type {RcClickToCall} from 'rc-click-to-call';

let element!: RcClickToCall;

export const right = () => (
  <main>
    <rc-session
      client-id="app" flow="redirect" prop:getAccessToken={async () => 'token'} on:rc-session-change={({detail}) => detail.user?.name}
    />
    <rc-click-to-call
      ref={element} id="anna" class="call" aria-describedby="hint"
      to="+16505550100" caller-id="+16505550101" play-prompt="true" size="large" sms disabled={false} name={undefined}
      on:rc-call-end={({detail: {call, primary}}) => primary && call.phase}
      on:rc-call-request={(event) => event.update({from: '+16505550101'})}
      onClick={(event) => event.currentTarget.call()}
    >
      <span slot="icon" /> <a href="tel:+16505550100">Call Anna</a>
    </rc-click-to-call>
    <rc-number-select kind="caller-id" required value="" onChange={() => undefined} />
    <rc-call-status call-id="1" prop:callId="1" />
  </main>
);

export const wrong = () => [
  // @ts-expect-error there is no such size
  <rc-click-to-call to="+16505550100" size="huge" />,
  // @ts-expect-error a switch is no text
  <rc-click-to-call to="+16505550100" sms="yes" />,
  // @ts-expect-error Solid would set a property in small letters
  <rc-session getAccessToken={async () => 'token'} />,
  // @ts-expect-error an event has its own detail
  <rc-click-to-call on:rc-call-end={({detail}) => detail.limit} />,
  // @ts-expect-error there is no such element
  <rc-click-to-cal />,
];
