/** Version of this program: all its packages have one and the same. `lerna version` writes it here, too. */
export const VERSION = '0.1.0';
