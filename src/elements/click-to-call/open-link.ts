/**
 * Handles a click on a call link. Browsers do not open other schemes from within a frame, so the
 * page around the frame has to do it, and during the click: afterwards it may not, either.
 */
export function openCallLink(event: Event): void {
  const link = event.currentTarget;
  if (!(link instanceof HTMLAnchorElement) || window === parent) return;
  event.preventDefault();
  try {
    parent.location.href = link.href;
  } catch {
    location.href = link.href;
  }
}
