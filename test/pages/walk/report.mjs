// A walk in words, for the one who has to find out what happened.
import {people, phones} from './people.mjs';

const personAt = (row) => row === 'dialog' ? 'the button in the dialog' : `${people[row].name}’s row`;

const WORDS = {
  'call': ({row}) => `click on ${personAt(row)}`,
  'double': ({row}) => `double click on ${personAt(row)}`,
  'press': ({what, nth}) => `press “${what}”${nth ? ' (the second one)' : ''}`,
  'elsewhere': () => 'click on an empty place of the page',
  'too-late': ({row}) => `press ${personAt(row)} just after its button has become another one`,
  'key': ({key}) => `press the key ${key}`,
  'wait': ({seconds}) => `wait ${seconds} s`,
  'reload': () => 'reload the page',
  'tab': () => 'go to the other tab',
  'phone': ({index}) => `choose ${index ? phones[index - 1] : 'the default phone'}`,
  'recycle': ({row, person}) => `the app uses ${personAt(row)} for ${people[person].name}`,
  'rerender': () => 'the app renders the list anew',
  'move': ({row}) => `the app moves ${personAt(row)} to the end`,
  'remove': ({row}) => `the app removes ${personAt(row)}`,
  'swap': () => 'the app swaps the body',
  'dialog': ({person}) => `the app opens a modal dialog with a button for ${people[person].name}`,
  'close-dialog': () => 'the app closes its dialog',
  'hide': ({way}) => `the app hides the panel (${way})`,
  'show': () => 'the app shows the panel',
  'script-call': ({row}) => `a script calls call() on ${personAt(row)}`,
  'confirm': ({row}) => `the app sets confirm="always" on ${personAt(row)}`,
  'fault': ({method, kind}) => `the next ${method} will be answered: ${kind}`,
  'network': ({isOnline}) => isOnline ? 'the network is back' : 'the network is gone',
  'clock': ({hours}) => `the clock is set ${hours < 0 ? 'back' : 'ahead'} by ${Math.abs(hours)} h`,
  'hang-up': ({by = 'caller'}) => `the newest call is hung up on the ${by}’s phone`,
  'control-fault': ({request, kind}) => `the next request to ${request} a session will be answered: ${kind}`,
  'ticket-fault': ({kind}) => `the next request for a socket’s ticket will be answered: ${kind}`,
  'push': ({change}) => `push from now on: ${JSON.stringify(change)}`,
  'drop': ({isForgotten}) => `all sockets break${isForgotten ? ', and cannot be recovered' : ''}`,
  'own-phone': ({change}) => `on a phone of the newest call: ${JSON.stringify(change)}`,
  'foreign': ({person, origin, by, incoming}) =>
    `${by === 'colleague' ? 'a colleague' : 'the same person'} has another ${origin} ${incoming ? 'from' : 'to'} ${people[person].name}, not by this page`,
  'foreign-end': () => 'this other call ends',
};

const pageInWords = ({hasPanel, hasSelect, disablesWhileBusy, confirm, push}) => [
  `a page with ${people.length} rows`, hasPanel && 'a panel', hasSelect && 'a choice of phones',
  confirm !== 'auto' && `confirm="${confirm}"`, disablesWhileBusy && 'buttons that are disabled during calls',
  push && `push ${JSON.stringify(push)}`,
].filter(Boolean).join(', ');

const stepInWords = (step) => WORDS[step.do](step);

/** The page and its steps, one a line. */
export const walkInWords = ({page, steps}) =>
  [pageInWords(page), ...steps.map((step, index) => `  ${index + 1}. ${stepInWords(step)}`)].join('\n');
