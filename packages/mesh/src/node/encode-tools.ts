import type { EncodeTools } from '../formats/format.ts';

/** Least loss that is worth its bytes: on trained textures 42 dB and more. */
const JPEG = { quality: 92, chromaSubsampling: '4:4:4' } as const;
const WEBP = { quality: 92, smartSubsample: true } as const;

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
        const { encodeToKTX2 } = await import('ktx2-encoder');
        const colours = holds === 'colours';
        return encodeToKTX2(png, {
          isUASTC: true,
          needSupercompression: true,
          enableRDO: colours,
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
