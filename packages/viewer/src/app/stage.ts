import * as THREE from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { RoomEnvironment } from 'three/addons/environments/RoomEnvironment.js';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { checkGlb } from './check-glb.ts';
import { ContactShadow } from './contact-shadow.ts';

/** One mesh of the model with the two ways of painting it. */
interface Part {
  mesh: THREE.Mesh;
  lit: THREE.Material;
  unlit: THREE.Material;
  wires?: THREE.LineSegments;
}

const FIELD_OF_VIEW = 32;
/** Radians: a full turn in about half a minute. */
const TURN_PER_SECOND = 0.2;
/** Where the camera starts: a little to the side of the front, a little from above. */
const START_DIRECTION = new THREE.Vector3(0.5, 0.36, 1).normalize();

/**
 * The 3D view of one model: orbit controls, studio light, a soft shadow on the floor. It draws only when
 * something changed, so that a page left open costs a training run on the same machine nothing.
 */
export class Stage {
  readonly #canvas: HTMLCanvasElement;
  readonly #renderer: THREE.WebGLRenderer;
  readonly #scene = new THREE.Scene();
  readonly #camera = new THREE.PerspectiveCamera(FIELD_OF_VIEW);
  readonly #controls: OrbitControls;
  readonly #key = new THREE.DirectionalLight(0xfff4e6, 1.5);
  readonly #shadow = new ContactShadow();
  readonly #box = new THREE.Box3();
  readonly #timer = new THREE.Timer();
  #model: THREE.Object3D | undefined;
  #parts: Part[] = [];
  #autoRotate = false;
  #unlit = false;
  #wireframe = false;
  #frame = 0;

  /** @throws Error where the browser has no WebGL 2. */
  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#renderer = new THREE.WebGLRenderer({ canvas, antialias: true, alpha: true });
    this.#renderer.setPixelRatio(Math.min(2, devicePixelRatio));
    this.#renderer.toneMapping = THREE.NeutralToneMapping;
    this.#renderer.shadowMap.enabled = true;
    this.#renderer.shadowMap.type = THREE.PCFShadowMap;
    this.#renderer.shadowMap.autoUpdate = false; // neither model nor light moves: drawn once for each model

    const generator = new THREE.PMREMGenerator(this.#renderer);
    // A small cube: what it lights is matte, and prefiltering costs a computer without a GPU seconds at full
    // size.
    const options = { size: 64 };
    this.#scene.environment = generator.fromScene(new RoomEnvironment(), 0.04, 0.1, 100, options).texture;
    this.#scene.environmentIntensity = 0.55;
    generator.dispose();
    this.#key.castShadow = true;
    this.#key.shadow.mapSize.set(1024, 1024);
    this.#key.shadow.radius = 5;
    this.#scene.add(this.#key, this.#key.target, this.#shadow.plane);

    this.#controls = new OrbitControls(this.#camera, canvas);
    this.#controls.enableDamping = true;
    this.#controls.addEventListener('change', () => this.#request());
    canvas.addEventListener('keydown', (event) => this.#onKey(event));
    new ResizeObserver(() => this.#resize()).observe(canvas);
    this.#timer.connect(document);
    this.#resize();
  }

  /**
   * Shows a GLB in place of what was there. The camera stays where it is when the new model is about as
   * large, as after a second export; otherwise it starts anew.
   *
   * @throws Error when the bytes are no valid GLB, or claim more than they hold; what was shown stays.
   */
  async show(glb: ArrayBuffer): Promise<void> {
    checkGlb(glb);
    const { scene: model } = await new GLTFLoader().parseAsync(glb, '');
    const looksAlike =
      this.#model !== undefined && areAlike(this.#box, new THREE.Box3().setFromObject(model));
    if (this.#model) dispose(this.#model, this.#parts);
    this.#model = model;
    this.#scene.add(model);
    this.#box.setFromObject(model);
    this.#parts = partsOf(model);
    this.#paint();
    this.#shadow.draw(this.#renderer, model, this.#box);
    this.#placeLight();
    if (!looksAlike) this.resetCamera();
    this.#request();
  }

  /**
   * Whether the browser draws on the processor, where turning without end would slow everything else down.
   */
  get inSoftware(): boolean {
    const gl = this.#renderer.getContext();
    const names = gl.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER;
    return /swiftshader|llvmpipe|software|basic render/i.test(String(gl.getParameter(names)));
  }

  get hasModel(): boolean {
    return this.#model !== undefined;
  }

  set autoRotate(on: boolean) {
    this.#autoRotate = on;
    this.#timer.update();
    this.#request();
  }

  set unlit(on: boolean) {
    this.#unlit = on;
    this.#paint();
  }

  set wireframe(on: boolean) {
    this.#wireframe = on;
    this.#paint();
  }

  /** Looks at the whole model from the front again. */
  resetCamera(): void {
    const sphere = this.#box.getBoundingSphere(new THREE.Sphere());
    const radius = Math.max(sphere.radius, 1e-6);
    const half = THREE.MathUtils.degToRad(FIELD_OF_VIEW / 2);
    const narrow = Math.min(half, Math.atan(Math.tan(half) * this.#camera.aspect));
    const distance = radius / Math.sin(narrow);
    this.#controls.target.copy(sphere.center);
    this.#camera.position.copy(sphere.center).addScaledVector(START_DIRECTION, distance);
    this.#camera.near = radius / 100;
    this.#camera.far = 40 * distance;
    this.#controls.minDistance = 0.2 * radius;
    this.#controls.maxDistance = 8 * distance;
    this.#camera.updateProjectionMatrix();
    this.#controls.update();
    this.#request();
  }

  /** Gives every mesh the material that the toggles ask for. */
  #paint(): void {
    for (const part of this.#parts) {
      part.mesh.material = this.#unlit ? part.unlit : part.lit;
      if (this.#wireframe && !part.wires) {
        const material = new THREE.LineBasicMaterial({ color: 0x101018, transparent: true, opacity: 0.45 });
        part.wires = new THREE.LineSegments(new THREE.WireframeGeometry(part.mesh.geometry), material);
        part.mesh.add(part.wires);
      }
      if (part.wires) part.wires.visible = this.#wireframe;
    }
    this.#request();
  }

  /** The key light: from the upper left of the front, its shadow map just around the model. */
  #placeLight(): void {
    const { center, radius } = this.#box.getBoundingSphere(new THREE.Sphere());
    this.#key.target.position.copy(center);
    this.#key.position.copy(center).add(new THREE.Vector3(-2, 2.4, 1.3).setLength(4 * radius));
    const camera = this.#key.shadow.camera;
    Object.assign(camera, { left: -radius, right: radius, top: radius, bottom: -radius });
    Object.assign(camera, { near: 2 * radius, far: 6 * radius });
    camera.updateProjectionMatrix();
    this.#renderer.shadowMap.needsUpdate = true;
    this.#key.shadow.normalBias = 0.02 * radius;
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (width === 0 || height === 0) return;
    this.#renderer.setSize(width, height, false);
    this.#camera.aspect = width / height;
    this.#camera.updateProjectionMatrix();
    this.#request();
  }

  #request(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = 0;
    this.#timer.update();
    // Not OrbitControls' own rotation: its damping turns one slow frame into a long spin.
    if (this.#autoRotate) this.#orbit(TURN_PER_SECOND * Math.min(0.1, this.#timer.getDelta()), 0, 1);
    this.#controls.update(); // asks for the next frame while the camera coasts
    this.#renderer.render(this.#scene, this.#camera);
  }

  /** Arrow keys turn the model, plus and minus zoom: OrbitControls itself only pans by key. */
  #onKey(event: KeyboardEvent): void {
    const turn = Math.PI / 24;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.#orbit(-turn, 0, 1),
      ArrowRight: () => this.#orbit(turn, 0, 1),
      ArrowUp: () => this.#orbit(0, -turn, 1),
      ArrowDown: () => this.#orbit(0, turn, 1),
      '+': () => this.#orbit(0, 0, 0.9),
      '=': () => this.#orbit(0, 0, 0.9),
      '-': () => this.#orbit(0, 0, 1 / 0.9),
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  }

  #orbit(azimuth: number, polar: number, zoom: number): void {
    const offset = this.#camera.position.clone().sub(this.#controls.target);
    const sphere = new THREE.Spherical().setFromVector3(offset);
    sphere.theta += azimuth;
    sphere.phi += polar;
    sphere.radius *= zoom;
    this.#camera.position.copy(this.#controls.target).add(offset.setFromSpherical(sphere.makeSafe()));
    this.#controls.update();
    this.#request();
  }
}

/** Whether two models are about as large, and at about the same place. */
function areAlike(first: THREE.Box3, second: THREE.Box3): boolean {
  const [size, other] = [first, second].map((box) => box.getSize(new THREE.Vector3()).length());
  const apart = first.getCenter(new THREE.Vector3()).distanceTo(second.getCenter(new THREE.Vector3()));
  return apart < 0.1 * size && Math.abs(other - size) < 0.25 * size;
}

/** Every mesh of a model with a lit and an unlit material, whichever of the two its file came with. */
function partsOf(model: THREE.Object3D): Part[] {
  const parts: Part[] = [];
  model.traverse((object) => {
    if (!(object instanceof THREE.Mesh)) return;
    const mesh = object as THREE.Mesh<THREE.BufferGeometry, THREE.Material>;
    mesh.castShadow = mesh.receiveShadow = true;
    if (!mesh.geometry.hasAttribute('normal')) mesh.geometry.computeVertexNormals();
    const source = mesh.material as THREE.MeshStandardMaterial | THREE.MeshBasicMaterial;
    const { color, map, vertexColors, side, transparent, opacity, alphaTest } = source;
    const look = { color, map, vertexColors, side, transparent, opacity, alphaTest };
    const lit =
      source instanceof THREE.MeshStandardMaterial
        ? source
        : new THREE.MeshStandardMaterial({ ...look, roughness: 0.8, metalness: 0 });
    const unlit = new THREE.MeshBasicMaterial({ ...look, toneMapped: false });
    for (const material of [lit, unlit]) {
      // Behind the lines of the wireframe by a hair, so that they do not flicker.
      Object.assign(material, { polygonOffset: true, polygonOffsetFactor: 1, polygonOffsetUnits: 1 });
    }
    parts.push({ mesh, lit, unlit });
  });
  return parts;
}

function dispose(model: THREE.Object3D, parts: readonly Part[]): void {
  model.removeFromParent();
  for (const { mesh, lit, unlit, wires } of parts) {
    for (const value of [lit, unlit].flatMap(Object.values))
      if (value instanceof THREE.Texture) value.dispose();
    for (const item of [mesh.geometry, lit, unlit]) item.dispose();
    wires?.geometry.dispose();
    (wires?.material as THREE.Material | undefined)?.dispose();
  }
}
