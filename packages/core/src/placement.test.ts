import { expect, test } from '@jest/globals';
import { cameraPose } from './camera.ts';
import { type Placement, placeAgain, placePoint, turnAboutY, unplacePoint, type Vec3 } from './placement.ts';

const point: Vec3 = [0.3, -0.4, 0.5];
const there: Placement = { scale: 2, offset: [1, 2, -3], turn: 0.7 };

const expectSame = (actual: Vec3, expected: ArrayLike<number>) => {
  for (const axis of [0, 1, 2]) expect(actual[axis]).toBeCloseTo(expected[axis], 6);
};

test('a turn goes the way in which azimuths grow', () => {
  expectSame(turnAboutY([0, 0.2, 1], Math.PI / 2), [1, 0.2, 0]);
  const { eye } = cameraPose({ azimuth: 0.7, elevation: 0, distance: 1, fieldOfView: 1 });
  expectSame(turnAboutY([0, 0, 1], 0.7), eye);
});

test('what is placed is turned, scaled, then moved; and back', () => {
  expectSame(placePoint([1, 0, 0], { scale: 3, offset: [0, 0, 5], turn: Math.PI / 2 }), [0, 0, 2]);
  expectSame(unplacePoint(placePoint(point, there), there), point);
});

test('placed twice is placed once', () => {
  const then: Placement = { scale: 0.5, offset: [-1, 0.1, 0.2], turn: -1.9 };
  expectSame(placePoint(point, placeAgain(there, then)), placePoint(placePoint(point, there), then));
});
