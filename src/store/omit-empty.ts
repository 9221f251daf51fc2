/** Object literals whose optional members are left out while they have no value. */

/** Members that may be undefined in `T` are optional here, and never undefined. */
type WithoutEmpty<T> =
  & {[Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key]}
  & {[Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>};

/** A copy without the members that are `undefined`, `null` or an empty text. */
export function omitEmpty<const T extends object>(members: T): WithoutEmpty<T> {
  const filledEntries = Object.entries(members)
    .filter(([, value]) => value != null && value !== '');
  return Object.fromEntries(filledEntries) as WithoutEmpty<T>;
}
