/** Edges of a picture, in pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/** Markers of JPEG segments without a length: those that stand alone. */
const ALONE = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
/** Markers of the segment that holds the size: SOF0 to SOF15, but for DHT, JPG and DAC in between. */
const START_OF_FRAME = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * The size that a PNG, JPEG, WebP or KTX2 says it has, from its first bytes; nothing is decoded.
 * @returns undefined for what is none of them, or cut short
 */
export function pictureSize(picture: Uint8Array): PictureSize | undefined {
  const view = new DataView(picture.buffer, picture.byteOffset, picture.byteLength);
  try {
    if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) };
    // https://registry.khronos.org/KTX/specs/2.0/ktxspec.v2.html#_identifier
    if (view.getUint32(0) === 0xab4b5458 && view.getUint32(4) === 0x203230bb) {
      return { width: view.getUint32(20, true), height: view.getUint32(24, true) };
    }
    if (view.getUint16(0) === 0xffd8) return sizeOfJpeg(view);
    if (view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) return sizeOfWebp(view);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // it ends too early
  }
  return undefined;
}

function sizeOfJpeg(view: DataView): PictureSize | undefined {
  for (let at = 2; view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1);
    if (START_OF_FRAME(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === 0xff)
      at += 1; // filling
    else at += ALONE(marker) ? 2 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** https://developers.google.com/speed/webp/docs/riff_container; RFC 6386 and 9649 for what is inside. */
function sizeOfWebp(view: DataView): PictureSize | undefined {
  const uint24 = (at: number) => view.getUint16(at, true) + 2 ** 16 * view.getUint8(at + 2);
  switch (view.getUint32(12)) {
    case 0x56503820: // "VP8 "
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 0x5650384c: {
      // "VP8L"
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 0x56503858: // "VP8X"
      return { width: 1 + uint24(24), height: 1 + uint24(27) };
    default:
      return undefined;
  }
}
