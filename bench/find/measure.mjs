// Measures precision and recall of a finder over a corpus. A number counts as right if its E.164
// form is right and its offsets overlap with the true ones; each true number counts once.
export function measure(find, corpus) {
  const result = {
    true: 0, found: 0, right: 0, missed: [], wrong: [], extensions: 0, extensionsRight: 0, faxes: 0, faxesRight: 0,
    faxesWrong: 0,
  };
  for (const doc of corpus) {
    const found = find(doc.text, doc.country);
    const unmatched = new Set(doc.numbers);
    result.true += doc.numbers.length;
    result.found += found.length;
    for (const number of found) {
      const match = [...unmatched].find(({e164, start, end}) =>
        e164 === number.e164 && start < number.end && end > number.start);
      if (!match) {
        result.wrong.push({doc, number});
        continue;
      }
      unmatched.delete(match);
      result.right++;
      if (match.extension) {
        result.extensions++;
        if (match.extension === number.extension) result.extensionsRight++;
      }
      if (match.fax) {
        result.faxes++;
        if (number.fax) result.faxesRight++;
      } else if (number.fax) {
        result.faxesWrong++;
      }
    }
    for (const number of unmatched) result.missed.push({doc, number});
  }
  return {...result, precision: result.right / result.found, recall: result.right / result.true};
}
