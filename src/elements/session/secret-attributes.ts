/** Attributes that must not be in a page: its readers could act for the company with them. */
export const SECRET_ATTRIBUTES = ['client-secret', 'clientsecret', 'client_secret', 'jwt'];

/** The name of the first such attribute. */
export function secretAttributeOf(element: Element): string | undefined {
  return SECRET_ATTRIBUTES.find((name) => element.hasAttribute(name));
}

export function warnOfSecret(name: string): void {
  console.error(`<rc-session> does not sign in while it has the attribute "${name}": ` +
    'everybody who opens the page can read it, and act for your company with it. Remove the ' +
    'attribute, and replace the secret at RingCentral: it may be known already. A page needs ' +
    'only the client ID.');
}
