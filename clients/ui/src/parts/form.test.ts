import { afterEach, expect, test } from "vitest";
import { find, findAll, press, textOf } from "../testing.js";
import { FormElement } from "./form.js";
import type { FormValues } from "./form.js";

const schema = {
  required: ["maildir"],
  properties: {
    maildir: { type: "string", title: "Maildir", description: "Where mbsync keeps it." },
    poll: { type: "integer", minimum: 1, default: 5 },
    keep: { type: "boolean", title: "Keep copies" },
    mode: { enum: ["plain", "tls"] },
    token: { type: "string", writeOnly: true },
  },
};

async function bed(values: FormValues = {}): Promise<{ readonly form: FormElement; readonly saved: FormValues[] }> {
  const form = new FormElement();
  form.schema = schema;
  form.values = values;
  const saved: FormValues[] = [];
  form.addEventListener("save", (event) => saved.push((event as CustomEvent<FormValues>).detail));
  document.body.append(form);
  await form.updateComplete;
  return { form, saved };
}

afterEach(() => document.body.replaceChildren());

test("save_of what was filled in_gives each value in its own type and leaves out what is empty", async () => {
  const { form, saved } = await bed({ keep: true });
  (find(form, "[name=maildir]") as HTMLInputElement).value = "/home/ana/Maildir";
  (find(form, "[name=poll]") as HTMLInputElement).value = "15";
  press(form, "Save");
  expect(saved).toEqual([{ maildir: "/home/ana/Maildir", poll: 15, keep: true }]);
});

test("render_a secret_shows that there is one and never its value", async () => {
  const { form } = await bed({ token: "sekrit" });
  expect((find(form, "[name=token]") as HTMLInputElement).value).toBe("");
  expect((find(form, "[name=token]") as HTMLInputElement).type).toBe("password");
  expect(textOf(form)).toContain("A value is kept");
});

test("problems_by path_stand at their fields, and the others above", async () => {
  const { form } = await bed();
  form.problems = [{ path: "$.settings.maildir", problem: "There is no such folder." }, { path: "$.address", problem: "No address." }];
  await form.updateComplete;
  expect(find(form, "[name=maildir]").getAttribute("aria-invalid")).toBe("true");
  expect(find(form, "#maildir-wrong").textContent).toContain("There is no such folder.");
  expect(findAll(form, "form > .wrong").map(textOf)).toEqual(["No address."]);
});

test("render_every field_has a label of its own", async () => {
  const { form } = await bed();
  for (const input of findAll(form, "input, select")) expect(findAll(form, `label[for="${input.id}"]`)).toHaveLength(1);
});
