// Version 7 UUIDs: they sort by the time at which they were made, and within a page always upwards.
import { hex } from "./canonical.js";

let last = 0;
let count = 0;

/** A new id, such as "0197e2a1-4b5c-7d3e-8f10-1a2b3c4d5e6f". */
export function uuid7(now = Date.now()) {
  if (now > last) {
    last = now;
    count = crypto.getRandomValues(new Uint16Array(1))[0] & 0x7ff;
  } else if (++count > 0xfff) {
    last += 1;
    count = 0;
  }
  const rest = crypto.getRandomValues(new Uint8Array(8));
  rest[0] = (rest[0] & 0x3f) | 0x80;
  const time = last.toString(16).padStart(12, "0");
  const tail = hex(rest);
  const middle = count.toString(16).padStart(3, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${middle}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
