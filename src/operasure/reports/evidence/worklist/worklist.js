"use strict";
// Decisions live in `marks` by the id of the mention: {decision, ground, at}. Nothing leaves the
// page but by the export, and nothing enters it but by the import, which is checked.
(() => {
  const DECISIONS = ["erase", "erased", "keep", "not the person"];
  const caseData = JSON.parse(document.getElementById("case").textContent);
  const byId = (id) => document.getElementById(id);
  const items = [...document.querySelectorAll("main li")];
  const texts = new Map();
  const marks = new Map();
  let lastGround = "";

  // ---- keeping
  const slot = `operasure ${caseData.case}`;
  function load() {
    try {
      take(JSON.parse(localStorage.getItem(slot) || "[]"));
    } catch {
      say("This browser keeps nothing for this page: export your decisions before you close it.");
    }
  }
  function save() {
    try {
      localStorage.setItem(slot, JSON.stringify(entries()));
    } catch {
      say("This browser keeps nothing for this page: export your decisions before you close it.");
    }
  }
  const entries = () => [...marks].map(([id, mark]) => ({ id, ...mark }));
  function valid(entry) {
    const all = ["id", "decision", "ground", "place", "at"];
    return entry !== null && typeof entry === "object"
      && all.every((key) => typeof entry[key] === "string" && entry[key].length <= 2000)
      && /^[0-9a-f]{32}$/.test(entry.id) && DECISIONS.includes(entry.decision)
      && !Number.isNaN(Date.parse(entry.at));
  }
  // What belongs to another account is never to be erased, whoever decided it.
  const barred = ({ id, decision }) => {
    const item = byId(`m${id}`);
    return item !== null && !may(item, decision);
  };
  // The later decision wins, so that files of several persons come together in any order.
  function take(list) {
    let taken = 0;
    for (const entry of Array.isArray(list) ? list.filter(valid) : []) {
      if (barred(entry)) continue;
      const old = marks.get(entry.id);
      if (old && Date.parse(old.at) >= Date.parse(entry.at)) continue;
      const { id, decision, ground, place, at } = entry;
      marks.set(id, { decision, ground, place, at });
      taken += 1;
    }
    return taken;
  }

  // ---- deciding
  const placeOf = (item) => item.closest("article").dataset.place;
  // What belongs to another account is never to be erased: no plan would do it.
  const may = (item, decision) => decision !== "erase" || !("other" in item.dataset);
  function decide(item, decision) {
    if (!may(item, decision)) {
      say("This belongs to another account: no plan changes it.");
      return;
    }
    const id = item.id.slice(1);
    const old = marks.get(id);
    if (!decision || (old && old.decision === decision && decision !== "keep")) {
      marks.delete(id);
    } else {
      const ground = decision === "keep" ? (old && old.ground) || lastGround : "";
      marks.set(id, { decision, ground, place: placeOf(item), at: now() });
    }
    changed(item);
    if (decision === "keep") item.querySelector(".ground input").focus();
  }
  function decideAll(item, decision) {
    for (const other of item.closest("ol").querySelectorAll("li:not([hidden])")) {
      const mark = marks.get(other.id.slice(1));
      if (!mark || mark.decision !== decision) decide(other, decision);
    }
  }
  // For all that the filters show and that is open; an empty decision opens what is not.
  function decideShown() {
    const decision = byId("decision").value;
    if (decision === "choose") return say("Choose a decision first.");
    const chosen = items.filter((item) => !item.hidden && may(item, decision)
      && (decision ? !item.dataset.decision : marks.has(item.id.slice(1))));
    if (!chosen.length) return say("Nothing of what is shown is left to decide.");
    const many = `${chosen.length} shown`;
    const words = byId("decision").selectedOptions[0].textContent;
    const ground = decision === "keep" ? prompt(`${many}: why may they stay?`, lastGround) : "";
    if (decision === "keep" ? !ground || !ground.trim() : !confirm(`${many}: ${words}?`)) return null;
    if (ground) lastGround = ground;
    for (const item of chosen) {
      const id = item.id.slice(1);
      if (decision) marks.set(id, { decision, ground, place: placeOf(item), at: now() });
      else marks.delete(id);
      show(item);
    }
    count();
    save();
    return say(`${many}: ${words}.`);
  }
  const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");
  function changed(item) {
    show(item);
    count();
    save();
  }
  // What is kept needs a ground: until it has one, it stays open.
  const settled = (mark) => mark !== undefined && (mark.decision !== "keep" || mark.ground.trim());
  function show(item) {
    const mark = marks.get(item.id.slice(1));
    if (settled(mark)) item.dataset.decision = mark.decision + (mark.ground ? `: ${mark.ground}` : "");
    else delete item.dataset.decision;
    for (const button of item.querySelectorAll(".deciding button")) {
      button.setAttribute("aria-pressed", String(mark !== undefined && mark.decision === button.value));
    }
    const ground = item.querySelector(".ground");
    ground.hidden = !mark || mark.decision !== "keep";
    const input = ground.querySelector("input");
    if (mark && input.value !== mark.ground) input.value = mark.ground;
    input.setAttribute("aria-invalid", String(!ground.hidden && !input.value.trim()));
  }
  function write(item, ground) {
    const mark = marks.get(item.id.slice(1));
    if (!mark) return;
    mark.ground = ground;
    mark.at = now();
    lastGround = ground;
    changed(item);
  }

  // ---- filtering
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  function textOf(article) {
    if (!texts.has(article)) texts.set(article, folded(article.textContent));
    return texts.get(article);
  }
  function filter() {
    const wanted = folded(byId("search").value.trim());
    const [group, project, variant] = ["group", "project", "variant"].map((id) => byId(id).value);
    const sure = new Set(
      [...document.querySelectorAll("[name=confidence]:checked")].map((box) => box.value));
    const historic = byId("historic").checked;
    const decided = byId("decided").checked;
    for (const section of document.querySelectorAll("main section")) {
      let any = false;
      const inGroup = !group || section.dataset.group === group;
      for (const article of section.querySelectorAll("article")) {
        const fits = inGroup && (!project || article.dataset.project === project)
          && (!wanted || textOf(article).includes(wanted));
        let shown = false;
        for (const item of article.querySelectorAll("li")) {
          item.hidden = !(fits && sure.has(item.dataset.confidence)
            && (!variant || item.dataset.variant === variant)
            && (historic || !("historic" in item.dataset))
            && (decided || !item.dataset.decision));
          shown = shown || !item.hidden;
        }
        article.hidden = !shown;
        any = any || shown;
      }
      section.hidden = !any;
    }
    byId("nothing").hidden = items.some((item) => !item.hidden);
    count();
  }
  function count() {
    const done = items.filter((item) => item.dataset.decision).length;
    const shown = items.filter((item) => !item.hidden).length;
    byId("progress").value = done;
    byId("counter").textContent = `${items.length - done} of ${items.length} open, ${shown} shown`;
  }
  const number = (many) => `${many} decision${many === 1 ? "" : "s"}`;
  const say = (text) => { byId("message").textContent = text; };

  // ---- files
  function exported() {
    const list = entries().filter((mark) => settled(mark) && !barred(mark));
    const file = { ...caseData.export, format: 1, key: caseData.key, marks: list };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify(file, null, 1) + "\n"], { type: "application/json" }));
    link.download = `operasure-review-${now().slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    say(`${number(list.length)} exported to ${link.download}.`);
  }
  async function imported(file) {
    let data;
    try {
      data = JSON.parse(await file.text());
    } catch {
      return say(`${file.name} is not valid JSON.`);
    }
    if (!data || data.kind !== "operasure review" || data.format !== 1) {
      return say(`${file.name} is no review that this list has exported.`);
    }
    if (data.key !== caseData.key) return say(`${file.name} belongs to another case.`);
    const taken = take(data.marks);
    items.forEach(show);
    filter();
    save();
    const left = (Array.isArray(data.marks) ? data.marks : []).filter(
      (entry) => valid(entry) && barred(entry)).length;
    const refused = left
      ? ` ${number(left)} to erase left out: another account's own, which no plan changes.` : "";
    return say(`${number(taken)} taken from ${file.name}.${refused}`);
  }

  // ---- keyboard
  function move(step) {
    const shown = items.filter((item) => !item.hidden);
    if (!shown.length) return;
    const here = shown.indexOf(current());
    const next = here < 0 ? (step > 0 ? 0 : shown.length - 1) : here + step;
    shown[Math.max(0, Math.min(shown.length - 1, next))].focus();
  }
  const current = () => document.activeElement && document.activeElement.closest("main li");
  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.matches("input, select, textarea");
    if (field && event.key === "Escape") {
      const item = event.target.closest("main li");
      if (item) item.focus(); else event.target.blur();
      return;
    }
    if (field) return;
    const item = current();
    const actions = {
      j: () => move(1), k: () => move(-1), "/": () => byId("search").focus(),
      p: () => item && decide(item, "erase"), P: () => item && decideAll(item, "erase"),
      e: () => item && decide(item, "erased"), h: () => item && decide(item, "keep"),
      n: () => item && decide(item, "not the person"), u: () => item && decide(item, null),
      E: () => item && decideAll(item, "erased"), N: () => item && decideAll(item, "not the person"),
      o: () => { const a = item && item.closest("article").querySelector("h3 a"); if (a) a.click(); },
    };
    if (!Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  }

  // ---- beginning
  const deciding = byId("deciding").content;
  for (const item of items) {
    item.append(deciding.cloneNode(true));
    item.querySelector(".deciding").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) decide(item, button.value);
    });
    item.querySelector(".ground input").addEventListener("input",
      (event) => write(item, event.target.value));
  }
  take(caseData.marks);
  load();
  items.forEach(show);
  for (const id of ["search", "group", "project", "variant", "historic", "decided"]) {
    byId(id).addEventListener("input", filter);
  }
  for (const box of document.querySelectorAll("[name=confidence]")) {
    box.addEventListener("input", filter);
  }
  byId("tools").addEventListener("submit", (event) => event.preventDefault());
  byId("decide").addEventListener("click", decideShown);
  byId("export").addEventListener("click", exported);
  byId("import").addEventListener("click", () => byId("file").click());
  byId("file").addEventListener("change", async (event) => {
    for (const file of event.target.files) await imported(file);
    event.target.value = "";
  });
  document.addEventListener("keydown", pressed);
  byId("tools").hidden = false;
  filter();
})();
