/** `+16505550100` → "(650) 555-0100". */
export const formatNational = (number) =>
  number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
