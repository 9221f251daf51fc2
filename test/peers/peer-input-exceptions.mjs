// Where our answers differ from those that other projects' tests expect.

const exception = (why, ...answers) => answers.map(([text, ours, country]) => ({text, ours, country, why, isFault: false}));
/** A fault of today: the row goes when it is mended. */
const fault = (why, ...answers) => exception(why, ...answers).map((row) => ({...row, isFault: true}));

/** `{text, ours, country, why, isFault}`; without a country, the row holds for all. */
export const ROWS = [
  ...exception(
    'digits of a valid number are one, with or without separators; `strict` leaves them out',
    ['6505550177', '+16505550177'], ['16505550177', '+16505550177'],
    ['650 555  0177', '+16505550177'],
  ),
  ...exception(
    'what follows the dialing pause is not part of the number; the number itself is sure',
    ['+1-650-555-0177,234523#233', '+16505550177'],
  ),
  ...exception(
    'after another number and a comma, ten digits are the next number',
    ['+2203012345,;,55#;;234   ,  6505550100', '+2203012345, +16505550100'],
  ),
  ...exception(
    'letters stand for digits where they are words, and a word may have any length',
    ['+27 10 123 GPJA', '+27101234752'], ['1-650-jkl-6667', '+16505556667'],
  ),
  ...exception(
    'the calling code without a plus is read where nothing else fits',
    ['49 30 23125123', '+493023125123'], ['62 21 8350123', '+62218350123'],
  ),
  ...exception(
    'a number of the country may begin with the digits of its calling code, and nothing tells which this is',
    ['491521234567', 'none'],
  ),
  ...exception(
    'a number that is possible in the country is one, whatever its first digits are',
    ['97250234', '+97297250234'],
  ),
  ...exception('the extension ends where its digits end', ['972502345678#12;3', '+972502345678 x12']),
  ...exception(
    'nothing tells that a zero is missing, and a number that exists may be another one',
    ['+39212345678', 'none'], ['+39 212345678', 'none'],
  ),
  ...exception(
    'a link to a chat is no telephone number',
    ['wa.me/27101234567', 'none'], ['https://wa.me/27101234567', 'none'],
    ['https://api.whatsapp.com/send?phone=%2B27101234567', 'none'],
  ),
  ...exception(
    'a plus begins an international number; which calling code is missing would be a guess',
    ['+20 7946 0000', 'none'], ['+590 20 12 34', 'none'], ['1+951 555 0142', 'none'],
  ),
  ...exception(
    'other last digits after a slash may be an extension: the number before it is sure',
    ['+212520123456/57', '+212520123456'], ['+212520123456/7', '+212520123456'],
    ['+212520123456/5789', '+212520123456'], ['+212520123456/56789', '+212520123456'],
    ['+212520123456/57/68', '+212520123456'],
  ),
  ...exception(
    'without a country, a number needs its plus',
    ['972502345678', 'none', null], ['78001234567', 'none'], ['16505550123', 'none', null],
    ['0016505550123', 'none'], ['00370 612 34 567', 'none'], ['370 612 34 567', 'none'],
    ['00441632960123', 'none'],
  ),
  ...exception(
    'the calling code of another country without a plus would be a guess',
    ['972502345678', 'none', 'UA'],
  ),
  ...exception(
    'the parser asks whether a number is possible, not whether it is in use: new ones are dialed, too',
    ['+49157123456789', '+49157123456789'], ['+491521234567', '+491521234567'],
    ['49157123456789', '+49157123456789'], ['+17295550123', '+17295550123'],
    ['9721234567', '+9721234567'], ['030710', '+35830710'], ['01148209679', '+48209679'],
  ),
  ...exception(
    'a text with letters that are neither a word for digits nor a known mark is not a number',
    ['1650a5550123', 'none'], ['+441632960123x', 'none'], ['972502345678#sdfsdf', 'none'],
    ['+1 (650) 555-0123 ; abc', 'none'],
  ),
  ...exception(
    'all countries of a calling code can be dialed the same way',
    ['7875550123', '+17875550123', 'US'],
  ),
  ...exception(
    'an underscore belongs to names of files and codes',
    ['+44 20_7946_0000', 'none'],
  ),
  ...exception(
    'a backslash belongs to the code of a program, and so does what is beside it',
    ['+44 20 7946 0000\\;ext=123', 'none'], ['+44 20 7946 0000\\;=ext=123', 'none'],
  ),
  ...fault(
    'digits after a pause are lost',
    ['650 555 0177,234523#,23453#', '+16505550177'], ['1-650-555-0177,234523#', '+16505550177'],
    ['+1-650-555-0177,234523#', '+16505550177'], ['+1-650-555-0177,234523,233', '+16505550177'],
    ['+1-650-555-0177,234523#abc', '+16505550177'], ['+1-650-555-0177,234523#,234523#abc', '+16505550177'],
  ),
  ...fault('an extension after "#ext="', ['972502345678#ext=123', 'none']),
  ...fault('a star before the plus', ['*+62218350123', 'none']),
  ...fault('tildes for spaces', ['+44~20~7946~0000', 'none']),
];

/** The row for an input and our answer to it. */
export const reasonOf = ({text, country}, ours) => ROWS.find((row) =>
  row.text === text && row.ours === ours && (row.country === undefined || row.country === country));
