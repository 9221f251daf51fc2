const session = document.querySelector('rc-session');
const {csrfToken} = await (await fetch('/rc-api/session')).json();

// Called for each request. Do not cache the token: when the backend renews it, the old one ends.
session.getAccessToken = async () => {
  const answer = await fetch('/rc-api/token', {method: 'POST', headers: {'X-CSRF-Token': csrfToken}});
  if (answer.status === 401) return ''; // no user is signed in
  if (!answer.ok) throw new Error('The backend has no token just now.');
  return (await answer.json()).accessToken;
};
