/** The window of a sign-in, as the page that opened it can reach it. */

/**
 * `false` where the popup was closed. `replace` keeps the blank page out of the popup's history, so
 * that the popup may close itself later.
 */
export function navigatePopup(popup: Window, url: string): boolean {
  try {
    popup.location.replace(url);
    return true;
  } catch {
    return false;
  }
}

/** Whether the page is in a frame of another site, whose storage and channels are kept apart. */
export function isInForeignFrame(): boolean {
  try {
    let frame: Window = globalThis.window;
    // Reading the origin of another site's page throws.
    while (frame !== frame.parent && frame.parent.origin) frame = frame.parent;
    return false;
  } catch {
    return true;
  }
}
