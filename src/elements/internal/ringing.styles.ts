import {css} from 'lit';

/** The icon of a phone that rings. */
export const ringingStyles = css`
  .ringing svg { animation: shake 1.4s ease-in-out infinite; transform-origin: 50% 20%; }
  @keyframes shake {
    0%, 60%, 100% { rotate: 0deg; }
    10%, 30%, 50% { rotate: 9deg; }
    20%, 40% { rotate: -9deg; }
  }
  @media (prefers-reduced-motion: reduce) { .ringing svg { animation: none; } }
`;
