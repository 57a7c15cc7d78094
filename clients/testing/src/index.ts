export { contentSecurityPolicy, FakeHost, type Behaviour, type FakeHostOptions } from "./fakeHost.js";
export { today } from "./seed.js";
