// Precision and recall of finders over a corpus: a number counts as found when its E.164 form is right and the offsets
// meet the true ones; each true number once.
export function measure(find, corpus) {
  const result = {
    true: 0, found: 0, right: 0, missed: [], wrong: [], extensions: 0, extensionsRight: 0, faxes: 0, faxesRight: 0,
    faxesWrong: 0,
  };
  for (const doc of corpus) {
    const found = find(doc.text, doc.country);
    const open = new Set(doc.numbers);
    result.true += doc.numbers.length;
    result.found += found.length;
    for (const one of found) {
      const match = [...open].find(({e164, start, end}) => e164 === one.e164 && start < one.end && end > one.start);
      if (!match) {
        result.wrong.push({doc, one});
        continue;
      }
      open.delete(match);
      result.right++;
      if (match.extension) {
        result.extensions++;
        if (match.extension === one.extension) result.extensionsRight++;
      }
      if (match.fax) {
        result.faxes++;
        if (one.fax) result.faxesRight++;
      } else if (one.fax) {
        result.faxesWrong++;
      }
    }
    for (const number of open) result.missed.push({doc, number});
  }
  return {...result, precision: result.right / result.found, recall: result.right / result.true};
}
