import type { EncodeTools } from '../formats/format.ts';

/** On the texture of a trained elephant, of 512 texels and 225 KiB as PNG: 90 KiB at 38 dB, 46 at 34. */
const JPEG = { quality: 92, chromaSubsampling: '4:4:4' } as const;
const WEBP = { quality: 92, smartSubsample: true } as const;

/** Basis Universal, which would tell all that it does by `console.log` as it finds it when it begins. */
async function basisEncoder() {
  const { NodeBasisEncoder } = await import('ktx2-encoder');
  const encoder = new NodeBasisEncoder();
  const { log } = console;
  console.log = () => {};
  try {
    await encoder.init();
  } finally {
    console.log = log;
  }
  return encoder;
}

/** What `exportMesh` needs in Node for options of glTF: sharp, Basis Universal, Draco, each loaded when asked for. */
export const encodeTools: EncodeTools = {
  async encodeTexture(png, format, holds) {
    const { default: sharp } = await import('sharp');
    const picture = sharp(png);
    switch (format) {
      case 'jpeg':
        return picture.jpeg(JPEG).toBuffer();
      case 'webp':
        // Normals are no colours, of which eyes see some coarser than others.
        return picture.webp(holds === 'normals' ? { lossless: true } : WEBP).toBuffer();
      case 'ktx2': {
        const colours = holds === 'colours';
        const encoder = await basisEncoder();
        return encoder.encode(png, {
          isUASTC: true,
          needSupercompression: true,
          uastcLDRQualityLevel: 0, // 240 KiB at 46 dB, with all sizes down to one texel; 1 takes four times as long for 48
          generateMipmap: true,
          isPerceptual: colours,
          isSetKTX2SRGBTransferFunc: colours,
          isNormalMap: !colours,
          imageDecoder: async (bytes) => {
            const decoded = sharp(bytes).ensureAlpha().raw();
            const { data, info } = await decoded.toBuffer({ resolveWithObject: true });
            return { data: new Uint8Array(data), width: info.width, height: info.height };
          },
        });
      }
    }
  },
  async dracoEncoder() {
    const { default: draco } = await import('draco3dgltf');
    return draco.createEncoderModule();
  },
};
