/**
 * A field as the class that its backend made it of.
 * @throws Error when it is another backend's
 */
export function own<Made>(field: unknown, Class: { readonly prototype: Made; readonly name: string }): Made {
  if (Object.prototype.isPrototypeOf.call(Class.prototype as object, field as object)) return field as Made;
  throw new Error(`the field is no ${Class.name}: kernels work on the fields of their own backend`);
}
