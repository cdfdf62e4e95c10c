/**
 * A name as it is compared: names of metrics, segmentations and segments are one name whatever their case and whether
 * their accents are composed.
 *
 * @example foldName("Save_List") // => "save_list"
 */
export const foldName = (name: string): string => name.normalize("NFC").toLowerCase();
