// Reported inputs that are answered otherwise. `node test/peers/reported.list.mjs` prints the ids.

/** On purpose: `{id, answer, why}`. */
export const EXCEPTIONS = [
];

/** Faults of today: each goes from here when it is mended. */
export const KNOWN_FAULTS = [
  'd9bdad21', 'c8eaef94', '7487f27a', '9f82b526', '97c0886a', 'f6a5a2e5', '7be80794', '554ffbfb',
  '1960dccc', '2c50b4d6', '7e455e39', '9d33df1f', '721ee08b', '92e2ea3d', '95d301f8', 'd3b9b64f',
  'aafddc71', '528f7523', '984b1202', 'e35b18c6', 'f0da34a4', 'fbbffcfc', '47d90ea8', '8ea71a27',
  'ebbad6d5', 'c7567512', '49be5773', '807046b9', 'aa27608c', '343a2858', '24e6546e', '25526c41',
  'bd91bcfa', 'c7f02079', 'fb1eaf3a', '69eabdd5', '760f8817', 'f6712f00', 'bc444ca4', '03d812c0',
  'cd3b2d2e', 'fca52b07', 'a542290b', 'f79e6031', '6c625119', '6699a9b6', '8abafe75', 'bfe15ecc',
  'c1e1e98a', '956ec391', '3f5e7dd4', '06495fb4', 'dc0b8036', '341e31e6', '2914951c', 'b16fb033',
  'f3d2638e', '96c158b8', '3a190229', '9972e9fc', '4420b7d0', 'cc6609d6', '4cd5d646', '4fb6dc7d',
  '37539e38', '1d1c6b49', '0b629be2', '36980171', 'adbfd7d9', 'f7c35025', '822d37f2', '968d79b6',
  '00ef4de3', '766dd9ad', 'a275dc0b', 'bc8ee62f', '9f5d5f06', 'bd07dc4d', 'ff5cc473', '8e902b83',
  '0e8f8b2b', '90c20315', '40c52077', 'df40fbb8', '7d74665b', '58e7a2e5', '5d93c0a9', 'eca9bd1d',
  'f10ed138', '2b7e69b6',
];

/** The same, of pieces of pages (test/pages/reported-numbers.test.mjs). */
export const KNOWN_PAGE_FAULTS = [
  'bdaf23f0', 'b5749d50', 'dbd46f26', 'cfde75a0', '600b2b45', '3baf1020',
];
