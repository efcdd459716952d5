import type { Figure } from '../figure.ts';

export const materials: Figure<'materials', number> = {
  name: 'materials',
  title: 'materials',
  measure: ({ model }) => model.materials.length,
  say: String,
};
