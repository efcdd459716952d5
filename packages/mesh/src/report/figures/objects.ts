import type { Figure } from '../figure.ts';

/** Things that are there in their own right: nodes of glTF, objects of OBJ and 3MF. */
export const objects: Figure<'objects', number> = {
  name: 'objects',
  title: 'objects',
  measure: ({ model }) => model.objects.length,
  say: String,
};
