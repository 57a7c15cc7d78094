/** Every view with what it can show, by a name for pictures and reports. Ids are those of the fake host's seed. */
const id = (kind, n) => `0193${kind}-${n.toString(16).padStart(8, "0")}`;

export const routes = [
  ["tracking", "#/tracking"],
  ["tracking-message", `#/tracking/${id("ob", 3)}`],
  ["contacts", "#/contacts"],
  ["contacts-one", `#/contacts/${id("ct", 4)}`],
  ["contacts-edit", `#/contacts/${id("ct", 4)}/edit`],
  ["contacts-new", "#/contacts/new"],
  ["contacts-import", "#/contacts/import"],
];
