export * from "./generated.js";
export * from "./errors.js";
export * from "./session.js";
export * from "./peer.js";
export * from "./connection.js";
export * from "./pairing.js";
export * from "./keys.js";
export * from "./maker.js";
