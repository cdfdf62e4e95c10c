/** Nobody writes larger files, in UTF-16 code units; a text of that size is no configuration. */
export const maximumSize = 5_000_000;
