// Headers of hostile pages. `{server}` stands for RingCentral's address.

export const policy = (types = 'lit-html') => ({
  'content-security-policy': [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", 'connect-src {server}', "base-uri 'none'",
    "require-trusted-types-for 'script'", `trusted-types ${types}`, 'report-uri /reports',
  ].join('; '),
});
export const STRICT = policy();
/** Without `style-src`, since policies do not apply to constructed style sheets. */
export const NONCE = {
  'content-security-policy': "default-src 'none'; script-src 'nonce-s0meth1ng'; connect-src {server}; base-uri 'none'; report-uri /reports",
};
export const ISOLATED = {'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp'};
export const NO_PERMISSIONS = {
  'permissions-policy': 'clipboard-read=(), clipboard-write=(), camera=(), microphone=(), geolocation=(), storage-access=()',
};
