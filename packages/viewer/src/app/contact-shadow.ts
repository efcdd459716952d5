import * as THREE from 'three';

const SIZE = 256;
const BLUR_TAPS = 12;

/** Darkness by height over the floor: full where the model touches it, none above `reach`. */
const heightMaterial = () =>
  new THREE.ShaderMaterial({
    side: THREE.DoubleSide,
    uniforms: { floor: { value: 0 }, reach: { value: 1 } },
    vertexShader: `
      varying float height;
      void main() {
        vec4 world = modelMatrix * vec4(position, 1.0);
        height = world.y;
        gl_Position = projectionMatrix * viewMatrix * world;
      }`,
    fragmentShader: `
      uniform float floor;
      uniform float reach;
      varying float height;
      void main() {
        float near = clamp(1.0 - (height - floor) / reach, 0.0, 1.0);
        gl_FragColor = vec4(near * near);
      }`,
  });

/**
 * One direction of a separable Gaussian blur; `direction` is its standard deviation in texture coordinates.
 */
const blurMaterial = () =>
  new THREE.ShaderMaterial({
    depthTest: false,
    blending: THREE.NoBlending,
    uniforms: { source: { value: null }, direction: { value: new THREE.Vector2() } },
    vertexShader: `
      varying vec2 at;
      void main() { at = uv; gl_Position = vec4(position.xy, 0.0, 1.0); }`,
    fragmentShader: `
      uniform sampler2D source;
      uniform vec2 direction;
      varying vec2 at;
      void main() {
        float sum = 0.0;
        float weights = 0.0;
        for (int i = -${BLUR_TAPS}; i <= ${BLUR_TAPS}; i++) {
          float x = 2.5 * float(i) / ${BLUR_TAPS}.0;
          float weight = exp(-0.5 * x * x);
          sum += weight * texture2D(source, at + x * direction).r;
          weights += weight;
        }
        gl_FragColor = vec4(sum / weights);
      }`,
  });

/** The floor: black, as opaque as the blurred darkness seen from below at that place. */
const floorMaterial = () =>
  new THREE.ShaderMaterial({
    transparent: true,
    depthWrite: false,
    uniforms: { shadow: { value: null }, toShadow: { value: new THREE.Matrix4() }, opacity: { value: 0.55 } },
    vertexShader: `
      uniform mat4 toShadow;
      varying vec2 at;
      void main() {
        vec4 world = modelMatrix * vec4(position, 1.0);
        at = 0.5 + 0.5 * (toShadow * world).xy;
        gl_Position = projectionMatrix * viewMatrix * world;
      }`,
    fragmentShader: `
      uniform sampler2D shadow;
      uniform float opacity;
      varying vec2 at;
      void main() { gl_FragColor = vec4(0.0, 0.0, 0.0, opacity * texture2D(shadow, at).r); }`,
  });

/**
 * The soft shadow under a model that stands still, drawn once when it is loaded: the model's height over the
 * floor seen from below, blurred twice (wide for the ambient shadow, narrow for where it touches). Costs one
 * textured quad a frame.
 */
export class ContactShadow {
  readonly plane = new THREE.Mesh(new THREE.PlaneGeometry(1, 1).rotateX(-Math.PI / 2), floorMaterial());
  readonly #height = heightMaterial();
  readonly #blur = blurMaterial();
  readonly #quad = new THREE.Mesh(new THREE.PlaneGeometry(2, 2), this.#blur);
  readonly #camera = new THREE.OrthographicCamera();
  readonly #targets = [0, 1].map(() => new THREE.WebGLRenderTarget(SIZE, SIZE));

  /** Draws the shadow of a model whose world bounding box is `box`, and puts the floor under it. */
  draw(renderer: THREE.WebGLRenderer, model: THREE.Object3D, box: THREE.Box3): void {
    const center = box.getCenter(new THREE.Vector3());
    const size = box.getSize(new THREE.Vector3());
    const extent = 1.9 * Math.hypot(size.x, size.z);
    const reach = Math.max(size.y, 1e-6);

    const camera = this.#camera;
    Object.assign(camera, { left: -extent / 2, right: extent / 2, top: extent / 2, bottom: -extent / 2 });
    Object.assign(camera, { near: 0, far: 2 * reach });
    camera.position.set(center.x, box.min.y - reach / 100, center.z);
    camera.up.set(0, 0, 1);
    camera.lookAt(center.x, box.max.y, center.z);
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();

    this.#height.uniforms.floor.value = box.min.y;
    this.#height.uniforms.reach.value = 0.6 * reach;
    const scene = new THREE.Scene();
    scene.overrideMaterial = this.#height;
    const parent = model.parent;
    const clearColor = renderer.getClearColor(new THREE.Color());
    const clearAlpha = renderer.getClearAlpha();
    renderer.setClearColor(0, 0);
    scene.add(model);
    renderer.setRenderTarget(this.#targets[0]);
    renderer.clear();
    renderer.render(scene, camera);
    parent?.add(model);
    for (const deviation of [0.03, 0.012]) {
      this.#blurInto(renderer, this.#targets[0], this.#targets[1], deviation, 0);
      this.#blurInto(renderer, this.#targets[1], this.#targets[0], 0, deviation);
    }
    renderer.setRenderTarget(null);
    renderer.setClearColor(clearColor, clearAlpha);

    this.plane.position.set(center.x, box.min.y, center.z);
    this.plane.scale.set(extent, 1, extent);
    const { uniforms } = this.plane.material;
    uniforms.shadow.value = this.#targets[0].texture;
    uniforms.toShadow.value.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
  }

  #blurInto(
    renderer: THREE.WebGLRenderer,
    source: THREE.WebGLRenderTarget,
    target: THREE.WebGLRenderTarget,
    x: number,
    y: number,
  ): void {
    this.#blur.uniforms.source.value = source.texture;
    this.#blur.uniforms.direction.value.set(x, y);
    renderer.setRenderTarget(target);
    renderer.render(this.#quad, this.#camera);
  }
}
