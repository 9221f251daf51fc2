import {createSignal, For, from, Show} from 'solid-js';
import 'rc-click-to-call';
import {getStore} from 'rc-click-to-call/store';

const store = getStore();

/** Your backend holds the session and returns a valid access token. */
const getAccessToken = async () => (await fetch('/api/ringcentral-token')).text();

export function App(props: {people: {name: string; phone: string}[]}) {
  const [people, setPeople] = createSignal(props.people);
  const [texting, setTexting] = createSignal(false);
  const [watching, setWatching] = createSignal(true);
  const [last, setLast] = createSignal('none');
  // `from` accepts the store's observables as they are.
  const session = from(store.session);
  const calls = from(store.calls);
  const running = () => calls()?.filter(({endedAt}) => endedAt === undefined).length;

  return (
    <>
      <rc-session prop:getAccessToken={getAccessToken} />
      <p>Signed in: <output id="user">{session()?.user?.name ?? 'nobody'}</output></p>
      <ul>
        <For each={people()}>
          {({name, phone}) => (
            <li>
              <rc-click-to-call
                to={phone}
                name={name}
                sms={texting()}
                on:rc-call-end={({detail: {call}}) => setLast(`${call.name}: ${call.phase}`)}
              >
                <a href={`tel:${phone}`}>Call {name}</a>
              </rc-click-to-call>
              <button onClick={() => setPeople((now) => now.filter((one) => one.phone !== phone))}>Remove {name}</button>
            </li>
          )}
        </For>
      </ul>
      <button onClick={() => setPeople((now) => now.toReversed())}>Other way round</button>
      <button onClick={() => setTexting((now) => !now)}>Text messages</button>
      <button onClick={() => setWatching((now) => !now)}>Calls</button>
      <Show when={watching()}><rc-call-status /></Show>
      <p>Running: <output id="running">{running()}</output>, last: <output id="last">{last()}</output></p>
    </>
  );
}
