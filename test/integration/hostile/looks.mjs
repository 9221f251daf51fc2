// Functions that run in a page: whether a user can see, read and focus the elements.

export function lookOfButton() {
  const host = document.querySelector('rc-click-to-call');
  host.scrollIntoView({block: 'center'});
  const {left, top, width, height} = host.shadowRoot.querySelector('.main').getBoundingClientRect();
  return {
    // No other element covers its middle.
    seen: document.elementFromPoint(left + width / 2, top + height / 2) === host,
    large: width >= 44 && height >= 44,
    ownLink: host.querySelector('a').getClientRects().length ? 'drawn twice' : 'not drawn twice',
  };
}

/** Scrolls to the number in the text of the page; whether it is underlined two frames later. */
export async function isNumberUnderlined() {
  document.querySelector('rc-number-links').scrollIntoView({block: 'center'});
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  return CSS.highlights.get('rc-number')?.size === 1;
}

export function focusShows() {
  const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(document.activeElement.shadowRoot.activeElement);
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && outlineColor !== 'rgba(0, 0, 0, 0)';
}

export function contrastOfStatus() {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const luminance = (color) => {
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
      .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const {color, backgroundColor} = getComputedStyle(document.querySelector('rc-call-status').shadowRoot.querySelector('.call'));
  const [dark, light] = [luminance(color), luminance(backgroundColor)].sort((a, b) => a - b);
  return (light + .05) / (dark + .05);
}
