// The RingCentral that the demo uses: the real one, or a simulated one. Your own page writes these
// values into its attributes.
export const {clientId, server, redirectUri, why} = await window.RC_DEMO ?? {};

if (!clientId) {
  const note = document.createElement('p');
  note.setAttribute('role', 'status');
  note.textContent = why
    ?? 'This copy of the page has no RingCentral to sign in to. Start it with npm start to try it.';
  document.querySelector('h1').after(note);
}
