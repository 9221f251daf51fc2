import 'rc-click-to-call';

let ended = 0;
document.addEventListener('rc-call-end', () => {
  document.querySelector('#ended').textContent = String(++ended);
});
