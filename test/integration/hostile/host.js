// The page's own script, as a host has one: it signs the user in, and records events of calls.
(() => {
  const heard = [];
  globalThis.heard = heard;
  for (const type of ['rc-call-end', 'rc-call-error', 'rc-session-change']) {
    addEventListener(type, ({detail}) => {
      const {call, primary, error, state} = detail;
      heard[heard.length] = {type, phase: call?.phase, primary, code: error?.code, state};
    });
  }
  const violations = [];
  globalThis.violations = violations;
  addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI, sourceFile}) => {
    violations[violations.length] = `${violatedDirective} ${blockedURI} ${sourceFile}`;
  });

  const {token} = document.currentScript.dataset;
  if (!token) return;
  customElements.whenDefined('rc-session').then(() => {
    document.querySelector('rc-session').getAccessToken = async () => token;
  });
})();
