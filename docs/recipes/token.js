const session = document.querySelector('rc-session');
const {csrfToken} = await (await fetch('/rc-api/session')).json();

// Asked for each request: the backend renews the token, and the one before ends at once. So none is kept here.
session.getAccessToken = async () => {
  const answer = await fetch('/rc-api/token', {method: 'POST', headers: {'X-CSRF-Token': csrfToken}});
  if (answer.status === 401) return ''; // nobody is signed in
  if (!answer.ok) throw new Error('The backend has no token just now.');
  return (await answer.json()).accessToken;
};
