/**
 * Click handler of a call link: in a frame the page around it has to open the link, or browsers refuse. It happens in
 * the click itself, since a custom scheme is opened only then.
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
