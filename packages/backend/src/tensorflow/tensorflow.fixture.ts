import { findTensorflow } from './find.ts';

/** Whether there is a TensorFlow to test with. Where there is none, a line says that tests are skipped. */
export function tensorflowIsThere(): boolean {
  if (findTensorflow()?.complete) return true;
  process.stderr.write('SKIPPED: tests of TensorFlow, which is not here; scripts/tensorflow.sh builds it\n');
  return false;
}
