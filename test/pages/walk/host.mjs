// Runs in the page: the app around our elements, which does with them what apps do.

/**
 * @param {{server: string, token: string, people: {name: string, number: string}[], hasPanel: boolean,
 *   hasSelect: boolean, confirm: string, disablesWhileBusy: boolean}} page
 */
export function installHost({server, token, people, hasPanel, hasSelect, confirm, disablesWhileBusy}) {
  const rowOf = ({name, number}, row) => `<li><rc-click-to-call data-row="${row}" to="${number}" name="${name}" confirm="${confirm}"></rc-click-to-call></li>`;
  const bodyOf = () => `
    <rc-session server="${server}"></rc-session>
    <div id="place">${hasPanel ? '<div id="box"><rc-call-status></rc-call-status></div>' : ''}</div>
    ${hasSelect ? '<rc-number-select kind="from"></rc-number-select>' : ''}
    <ul id="list">${people.map(rowOf).join('')}</ul>
    <dialog id="dialog"><input aria-label="Note"><ul></ul></dialog>`;
  const buttons = () => [...document.querySelectorAll('rc-click-to-call')];
  const buttonAt = (row) => document.querySelector(`rc-click-to-call[data-row="${row}"]`);
  const byId = (id) => document.getElementById(id);

  async function giveSession() {
    await customElements.whenDefined('rc-session');
    document.querySelector('rc-session').getAccessToken = async () => token;
  }

  const busyCalls = new Set();
  function handleCall({detail: {call}}) {
    if (['ended', 'canceled', 'failed', 'unconfirmed'].includes(call.phase)) busyCalls.delete(call.key);
    else busyCalls.add(call.key);
    if (disablesWhileBusy) for (const button of buttons()) button.disabled = busyCalls.size > 0;
  }
  document.addEventListener('rc-call-change', handleCall);

  const HIDDEN = {
    'display': 'display: none', 'visibility': 'visibility: hidden', 'opacity': 'opacity: 0',
    'height': 'height: 0; overflow: hidden', 'clip-path': 'clip-path: inset(50%)', 'left': 'position: absolute; left: -9999px',
    'drawer': 'position: fixed; right: 0; width: 300px; transform: translateX(100%)', 'scale': 'transform: scale(0)',
  };

  globalThis.host = {
    render() {
      document.body.innerHTML = bodyOf();
      void giveSession();
    },
    recycle(row, {name, number}) {
      const button = buttonAt(row);
      button?.setAttribute('to', number);
      button?.setAttribute('name', name);
    },
    rerenderList() { byId('list').innerHTML = people.map(rowOf).join(''); },
    moveToEnd(row) { const item = buttonAt(row)?.closest('li'); item?.parentElement.append(item); },
    remove(row) { buttonAt(row)?.closest('li').remove(); },
    swapBody() {
      const body = document.createElement('body');
      body.innerHTML = bodyOf();
      document.body.replaceWith(body);
      void giveSession();
    },
    openDialog(person) {
      const dialog = byId('dialog');
      if (dialog.open) return;
      dialog.querySelector('ul').innerHTML = rowOf(person, 'dialog');
      dialog.showModal();
    },
    closeDialog() { byId('dialog').close(); },
    hidePanel(way) {
      const box = byId('box');
      if (!box) return;
      host.showPanel();
      if (way === 'inert') box.inert = true;
      else if (way === 'details') {
        const details = document.createElement('details');
        box.replaceWith(details);
        details.append(box);
      } else {
        box.style.cssText = HIDDEN[way];
      }
    },
    showPanel() {
      const box = byId('box');
      if (!box) return;
      box.inert = false;
      box.style.cssText = '';
      if (box.parentElement.id !== 'place') byId('place').replaceChildren(box);
    },
    call(row) { buttonAt(row)?.call().catch(() => {}); },
    confirm(row, value) { buttonAt(row)?.setAttribute('confirm', value); },
  };
}

export const WAYS_TO_HIDE = ['display', 'visibility', 'opacity', 'height', 'clip-path', 'left', 'drawer', 'scale', 'inert', 'details'];
