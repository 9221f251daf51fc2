import {useEffect, useState} from 'preact/hooks';
import 'rc-click-to-call';
import {getStore} from 'rc-click-to-call/store';
import type {Observable} from 'rc-click-to-call/store';

const store = getStore();

/** Reads a value of the store and renders again when it changes. */
function useObservable<T>({get, subscribe}: Observable<T>): T {
  const [value, setValue] = useState(get);
  useEffect(() => subscribe((next) => setValue(() => next)), [subscribe]);
  return value;
}

/** Your backend holds the session and returns a valid access token. */
const getAccessToken = async () => (await fetch('/api/ringcentral-token')).text();

export function App({people: everybody}: {people: {name: string; phone: string}[]}) {
  const [people, setPeople] = useState(everybody);
  const [texting, setTexting] = useState(false);
  const [watching, setWatching] = useState(true);
  const [last, setLast] = useState('none');
  const {user} = useObservable(store.session);
  const running = useObservable(store.calls).filter(({endedAt}) => endedAt === undefined);

  return (
    <>
      <rc-session getAccessToken={getAccessToken} />
      <p>Signed in: <output id="user">{user?.name ?? 'nobody'}</output></p>
      <ul>
        {people.map(({name, phone}) => (
          <li key={phone}>
            <rc-click-to-call
              to={phone}
              name={name}
              sms={texting}
              onrc-call-end={({detail: {call}}) => setLast(`${call.name}: ${call.phase}`)}
            >
              <a href={`tel:${phone}`}>Call {name}</a>
            </rc-click-to-call>
            <button onClick={() => setPeople(people.filter((one) => one.phone !== phone))}>Remove {name}</button>
          </li>
        ))}
      </ul>
      <button onClick={() => setPeople(people.toReversed())}>Other way round</button>
      <button onClick={() => setTexting(!texting)}>Text messages</button>
      <button onClick={() => setWatching(!watching)}>Calls</button>
      {watching && <rc-call-status />}
      <p>Running: <output id="running">{running.length}</output>, last: <output id="last">{last}</output></p>
    </>
  );
}
