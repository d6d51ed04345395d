"use strict";
// Decisions live in `marks` by the id of the mention: a list of {decision, ground, place, at, by,
// over}, those that no other replaces. Nothing leaves the page but by the export, and nothing enters
// it but by the import, which is checked.
//
// A text that was drawn at random is an entry of one place with answers in the place of decisions;
// `sample` is the seed of its sample, and `passage` the words that name the person.
//
// An entry is what one decision covers: a passage with all places where it stands. Each place is a
// mention with an id of its own, and filters take it or leave it alone, so that no decision reaches
// what is not shown.
(() => {
  const DECISIONS = ["erase", "erased", "keep", "not the person"];
  const NAMES = "names the person";
  const ANSWERS = [NAMES, "does not name the person", "can't be told"];
  // What of a decision is written beside it.
  const NOTED = { keep: "ground", [NAMES]: "passage" };
  const SURE = ["certain", "likely", "possible"];
  const caseData = JSON.parse(document.getElementById("case").textContent);
  const byId = (id) => document.getElementById(id);
  // A text in the language of the page, with its values; of two that for the number `n`.
  const words = (key, values = {}) => {
    const text = caseData.words[key];
    const one = Array.isArray(text) ? text[caseData.singular.includes(values.n) ? 0 : 1] : text;
    return one.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  };
  const decisionWord = (decision) => words(`decided.${decision}`);
  const entries = [...document.querySelectorAll("main .entry")];
  const items = [...document.querySelectorAll("main .mention")];
  const entryOf = (item) => item.closest(".entry");
  const itemsOf = new Map(entries.map((entry) => [entry, []]));
  for (const item of items) itemsOf.get(entryOf(item)).push(item);
  const idOf = (item) => item.id.slice(1);
  const fact = (item, name) => item.dataset[name] ?? entryOf(item).dataset[name];
  const isText = (item) => fact(item, "sample") !== undefined;
  const marks = new Map();
  const seen = new Map();
  const steps = [];
  let waiting = null;
  let lastGround = "";

  // ---- keeping
  const slot = `operasure ${caseData.case}`;
  let saving = 0;
  function load() {
    try {
      take(JSON.parse(localStorage.getItem(slot) || "[]"));
    } catch {
      say(words("reviewing.not_kept"));
    }
  }
  function save() {
    clearTimeout(saving);
    saving = 0;
    try {
      localStorage.setItem(slot, JSON.stringify(kept()));
    } catch {
      say(words("reviewing.not_kept"));
    }
  }
  function keepReviewer() {
    try {
      localStorage.setItem(`${slot} reviewer`, reviewer());
    } catch {
      // Said when decisions are to be kept.
    }
  }
  // Many decisions follow each other closely; all of them are written once.
  function saveSoon() {
    if (!saving) saving = setTimeout(save, 200);
  }
  const kept = () => [...marks].flatMap(([id, list]) => list.map((mark) => ({ id, ...mark })));
  const moment = (text) => Date.parse(text);
  function valid(entry) {
    const all = ["id", "decision", "ground", "place", "at"];
    return entry !== null && typeof entry === "object"
      && all.every((key) => typeof entry[key] === "string" && entry[key].length <= 2000)
      && /^[0-9a-f]{32}$/.test(entry.id)
      && (entry.sample === undefined ? DECISIONS.includes(entry.decision) : answers(entry))
      && !Number.isNaN(moment(entry.at))
      && (entry.by === undefined || (typeof entry.by === "string" && entry.by.length <= 2000))
      && (entry.over === undefined || known(entry.over));
  }
  const answers = (entry) => ANSWERS.includes(entry.decision) && /^[0-9a-f]{16}$/.test(entry.sample)
    && typeof entry.passage === "string" && entry.passage.length <= 2000;
  const known = (over) => over !== null && typeof over === "object"
    && Object.values(over).every((at) => typeof at === "string" && !Number.isNaN(moment(at)));
  // What belongs to another account is never to be erased, whoever decided it.
  const barred = ({ id, decision }) => {
    const item = byId(`m${id}`);
    return item !== null && !may(item, decision);
  };
  // The rule by which files of several persons come together, in any order, as --reviewed has it: a
  // decision replaces the earlier ones of the same person, and those of others that it was made in
  // knowledge of. Where those that remain differ, the mention stays open.
  function replaces(mark, other) {
    if (mark.by === other.by) return moment(mark.at) > moment(other.at);
    return Object.hasOwn(mark.over, other.by) && moment(mark.over[other.by]) >= moment(other.at);
  }
  function standing(list) {
    const latest = list.filter((mark) => !list.some(
      (other) => other.by === mark.by && replaces(other, mark)));
    const left = latest.filter((mark) => !latest.some(
      (other) => other.by !== mark.by && replaces(other, mark)));
    return (left.length ? left : latest).sort((a, b) => moment(a.at) - moment(b.at));
  }
  function take(list) {
    let taken = 0;
    for (const entry of Array.isArray(list) ? list.filter(valid) : []) {
      if (barred(entry)) continue;
      const { id, decision, ground, place, at } = entry;
      const mark = { decision, ground, place, at, by: (entry.by || "").trim(), over: entry.over || {} };
      if (entry.sample) Object.assign(mark, { sample: entry.sample, passage: entry.passage });
      const old = marks.get(id) || [];
      const same = (other) => ["decision", "ground", "at", "by", "passage"].every(
        (k) => other[k] === mark[k]);
      if (old.some(same)) continue;
      const left = standing([...old, mark]);
      marks.set(id, left);
      if (left.includes(mark)) taken += 1;
    }
    return taken;
  }
  // What all that is decided about a mention comes to; nothing where persons contradict each other.
  function agreed(id) {
    const list = marks.get(id);
    if (!list || new Set(list.map((mark) => mark.decision)).size > 1) return undefined;
    return list[list.length - 1];
  }
  const contested = (item) => marks.has(idOf(item)) && !agreed(idOf(item));

  // ---- deciding
  // What belongs to another account is never to be erased: no plan would do it. Each text is
  // answered by itself.
  const may = (item, decision) => (isText(item) ? ANSWERS.includes(decision)
    : !ANSWERS.includes(decision) && (decision !== "erase" || fact(item, "other") === undefined));
  const shownOf = (list) => list.filter((item) => !item.hidden);
  const isOpen = (item) => !settled(agreed(idOf(item)));
  // Of each other person the latest decision that the reviewer has seen, with all that it knew of.
  function knowing(id, own) {
    const over = { ...seen.get(id) };
    const note = (by, at) => {
      if (!Object.hasOwn(over, by) || moment(over[by]) < moment(at)) over[by] = at;
    };
    for (const mark of marks.get(id) || []) {
      note(mark.by, mark.at);
      for (const [by, at] of Object.entries(mark.over)) note(by, at);
    }
    seen.set(id, over);
    return Object.fromEntries(Object.entries(over).filter(([by]) => by !== own));
  }
  // Who reviews is asked for once, before the first decision or export, which then goes on.
  const reviewer = () => byId("reviewer").value.trim();
  function named(action) {
    if (reviewer()) return true;
    waiting = { action, from: document.activeElement };
    byId("reviewer").focus();
    say(words("reviewing.who"));
    return false;
  }
  function reviews() {
    keepReviewer();
    const held = waiting;
    if (!held || !reviewer()) return;
    waiting = null;
    say("");
    if (held.from) held.from.focus();
    held.action();
  }
  const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");
  // One step of the reviewer, however many mentions it reaches: undo takes it back as a whole.
  function step(chosen, decision, ground) {
    steps.push(new Map(chosen.map((item) => [idOf(item), marks.get(idOf(item))])));
    for (const item of chosen) {
      const id = idOf(item);
      const place = item.dataset.place;
      const by = reviewer();
      const over = knowing(id, by);
      const mark = { decision, ground, place, at: now(), by, over };
      if (isText(item)) {
        mark.sample = fact(item, "sample");
        mark.passage = decision === NAMES ? marked(item) : "";
      }
      if (decision) marks.set(id, [mark]);
      else marks.delete(id);
    }
    changed(chosen);
  }
  // The words that the reviewer has marked within a text.
  function marked(item) {
    const chosen = getSelection();
    const inside = chosen.rangeCount && entryOf(item).querySelector(".passage").contains(
      chosen.getRangeAt(0).commonAncestorContainer);
    return inside ? chosen.toString().trim().slice(0, 500) : "";
  }
  function undo() {
    const last = steps.pop();
    if (!last) return say(words("reviewing.no_step"));
    for (const [id, mark] of last) {
      if (mark) marks.set(id, mark); else marks.delete(id);
    }
    const again = [...last.keys()].map((id) => byId(`m${id}`));
    changed(again);
    const entry = again.map(entryOf).find((each) => !each.hidden);
    if (entry) entry.focus();
    return say(words("reviewing.taken_back", { decisions: number(last.size) }));
  }
  // An entry or one of its places: what of it is shown and open or, once nothing is, all of it that
  // is shown. The same decision again opens it.
  function decide(target, decision) {
    if (!named(() => decide(target, decision))) return null;
    const shown = shownOf(within(target));
    const allowed = shown.filter((item) => may(item, decision));
    if (!allowed.length) return say(words("reviewing.other_account"));
    const left = allowed.filter(isOpen);
    const chosen = left.length ? left : allowed;
    const same = chosen.every((item) => (agreed(idOf(item)) || {}).decision === decision);
    if (same && decision !== "keep") step(chosen, null);
    else if (!same) step(chosen, decision, decision === "keep" ? lastGround : "");
    const opened = same && decision !== "keep";
    if (NOTED[decision] && !opened) barOf(target).querySelector(".ground input").focus();
    return null;
  }
  function within(target) {
    if (itemsOf.has(target)) return itemsOf.get(target);
    return target.matches(".mention") ? [target] : [...target.querySelectorAll(".mention")];
  }
  // For all of `among` that the filters show and that is open; an empty decision opens what is not.
  function decideShown(among, decision) {
    if (!named(() => decideShown(among, decision))) return null;
    const chosen = shownOf(among).filter((item) => may(item, decision)
      && (decision ? isOpen(item) : marks.has(idOf(item))));
    if (!chosen.length) return say(words("reviewing.none_left"));
    const many = SURE.map((sure) => [chosen.filter((i) => fact(i, "confidence") === sure), sure])
      .filter(([list]) => list.length).map(([list, sure]) => `${list.length} ${words(`confidence.${sure}`)}`).join(", ");
    const passages = new Set(chosen.map(entryOf)).size;
    const what = words("reviewing.shown", { many, n: passages });
    const chosenWords = [...byId("decision").options].find((o) => o.value === decision).textContent;
    const ground = decision === "keep" ? prompt(words("reviewing.why", { what }), "") : "";
    if (decision === "keep" ? !ground || !ground.trim()
      : !confirm(words("reviewing.really", { what, decision: chosenWords }))) return null;
    if (ground) lastGround = ground;
    step(chosen, decision, ground);
    return say(words("reviewing.done", { what, decision: chosenWords }));
  }
  function changed(list) {
    for (const item of list) show(item);
    for (const entry of new Set(list.map(entryOf))) sum(entry);
    byId("undo").disabled = !steps.length;
    count();
    saveSoon();
  }
  // What is kept needs a ground: until it has one, it stays open.
  const settled = (mark) => mark !== undefined && (mark.decision !== "keep" || mark.ground.trim());
  const told = (mark) => decisionWord(mark.decision) + (mark.ground ? `: ${mark.ground}` : "");
  function show(item) {
    const mark = agreed(idOf(item));
    dispute(item);
    if (settled(mark)) item.dataset.decision = told(mark);
    else delete item.dataset.decision;
    if (item !== entryOf(item)) press(item);
  }
  // Decisions that contradict each other, with who took them and when.
  function dispute(item) {
    const old = item.querySelector(":scope > .contested");
    if (old) old.remove();
    if (!contested(item)) return;
    const line = document.createElement("p");
    line.className = "contested";
    const decisions = marks.get(idOf(item)).map((mark) => words("reviewing.disputed_by", {
      decision: told(mark), by: mark.by || words("reviewing.unnamed"), at: mark.at,
    })).join("; ");
    line.textContent = words("reviewing.disputed", { decisions });
    item.append(line);
  }
  // An entry is decided when all its places are.
  function sum(entry) {
    const list = itemsOf.get(entry);
    const all = new Set(list.map((item) => item.dataset.decision || ""));
    if (all.has("")) delete entry.dataset.decision;
    else entry.dataset.decision = [...all].join("; ");
    press(entry);
  }
  function barOf(target) {
    return [...target.querySelectorAll(".deciding")].find(
      (bar) => bar.parentElement.closest(".mention, .entry, section") === target);
  }
  function press(target) {
    const bar = barOf(target);
    if (!bar) return;
    const own = within(target).map((item) => agreed(idOf(item)));
    for (const button of bar.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(
        own.every((mark) => mark !== undefined && mark.decision === button.value)));
    }
    const noted = own.filter((mark) => mark && NOTED[mark.decision]);
    const ground = bar.querySelector(".ground");
    ground.hidden = !noted.length;
    const input = ground.querySelector("input");
    const note = noted.length ? noted[0][NOTED[noted[0].decision]] : input.value;
    if (input.value !== note) input.value = note;
    input.setAttribute("aria-invalid", String(noted.some((mark) => !settled(mark))));
  }
  function write(target, text) {
    const list = within(target).filter(
      (item) => !item.hidden && NOTED[(agreed(idOf(item)) || {}).decision]);
    for (const item of list) {
      const id = idOf(item);
      const by = reviewer();
      const over = knowing(id, by);
      const mark = agreed(id);
      marks.set(id, [{ ...mark, [NOTED[mark.decision]]: text, at: now(), by, over }]);
      if (mark.decision === "keep") lastGround = text;
    }
    changed(list);
  }
  function bar(target, name) {
    const asks = !target.matches("section") && isText(within(target)[0]);
    const made = byId(asks ? "answering" : "deciding").content.cloneNode(true).firstElementChild;
    made.setAttribute("aria-label", name);
    made.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (target.matches("section")) decideShown(within(target), button.value);
      else decide(target, button.value);
    });
    made.querySelector(".ground input").addEventListener("input",
      (event) => write(target, event.target.value));
    return made;
  }

  // ---- filtering
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map();
  // What is said of a mention, and of no other place of its passage.
  function textOf(item) {
    if (!texts.has(item)) {
      const own = ":scope > h3, :scope > .name, :scope > .about, :scope > .tags, :scope > .passage";
      const parts = [...item.closest("article").querySelectorAll(own)];
      parts.push(...item.querySelectorAll("h3, .about, .tags, .passage"));
      texts.set(item, folded(parts.map((part) => part.textContent).join("\n")));
    }
    return texts.get(item);
  }
  const CHOICES = ["group", "project", "author", "word", "variant"];
  function choices() {
    for (const name of CHOICES) {
      const values = new Set(items.map((item) => fact(item, name)).filter(Boolean));
      byId(name).append(...[...values].sort().map((value) => new Option(value, value)));
      byId(name).parentElement.hidden = !values.size;
    }
  }
  // What says no day is left out as soon as one is asked for.
  function withinDays(day) {
    const [from, to] = ["from", "to"].map((id) => (byId(id) ? byId(id).value : ""));
    return (!from || (day !== undefined && day >= from)) && (!to || (day !== undefined && day <= to));
  }
  function filter() {
    const wanted = folded(byId("search").value.trim());
    const chosen = CHOICES.map((name) => [name, byId(name).value]).filter(([, value]) => value);
    const sure = new Set(
      [...document.querySelectorAll("[name=confidence]:checked")].map((box) => box.value));
    const historic = byId("historic").checked;
    const decided = byId("decided").checked;
    const shared = byId("shared") ? byId("shared").value : "";
    for (const item of items) {
      item.hidden = !((isText(item) || sure.has(fact(item, "confidence")))
        && chosen.every(([name, value]) => fact(item, name) === value)
        && (historic || fact(item, "historic") === undefined)
        && (decided || !item.dataset.decision)
        && (!shared || (fact(item, "shared") || "none") === shared)
        && withinDays(fact(item, "day"))
        && (!wanted || textOf(item).includes(wanted)));
    }
    entries.forEach(fold);
    for (const part of document.querySelectorAll("main article, main section")) {
      if (!itemsOf.has(part)) part.hidden = !part.querySelector(".mention:not([hidden])");
    }
    byId("nothing").hidden = items.some((item) => !item.hidden);
    count();
  }
  // An entry of which some places are hidden says how many are left, and opens where its first is
  // not among them: what a decision reaches is to be seen.
  function fold(entry) {
    const list = itemsOf.get(entry);
    const shown = shownOf(list);
    if (list[0] !== entry) entry.hidden = !shown.length;
    const more = entry.querySelector("details");
    if (!more) return;
    const rest = shown.filter((item) => more.contains(item));
    const old = rest.filter((item) => fact(item, "historic") !== undefined).length;
    more.hidden = !rest.length;
    if (rest.length === shown.length && rest.length) more.open = true;
    const many = words("reviewing.more", { n: rest.length });
    more.querySelector("summary").textContent = old
      ? words("reviewing.more_old", { more: many, n: old }) : many;
  }
  function count() {
    let done = 0;
    let shown = 0;
    const passages = new Set();
    for (const item of items) {
      if (item.dataset.decision) done += 1;
      if (!item.hidden) {
        shown += 1;
        passages.add(entryOf(item));
      }
    }
    byId("progress").value = done;
    const all = { open: items.length - done, all: items.length, shown, passages: passages.size };
    byId("counter").textContent = words(
      passages.size < shown ? "reviewing.counter_passages" : "reviewing.counter", all);
    for (const section of document.querySelectorAll("main section")) {
      const own = [...section.querySelectorAll(".mention:not([hidden])")];
      const open = own.filter((item) => !item.dataset.decision).length;
      section.querySelector(".count").textContent = words(
        "reviewing.section_open", { open, all: own.length });
    }
  }
  const number = (many) => words("reviewing.decisions", { n: many });
  const say = (text) => { byId("message").textContent = text; };

  // ---- arranging
  const natural = new Map(
    entries.map((entry) => [entry, entry.closest("section").querySelector("h2").textContent]));
  const CONTESTED = words("reviewing.contested");
  const ARRANGED = {
    confidence: (entry) =>
      (itemsOf.get(entry).some(contested) ? CONTESTED : natural.get(entry)),
    page: (entry) => itemsOf.get(entry)[0].dataset.page || words("reviewing.no_page"),
    word: (entry) => entry.dataset.word,
    group: (entry) => itemsOf.get(entry)[0].dataset.group,
  };
  function head(section) {
    const heading = section.querySelector("h2");
    const counted = document.createElement("p");
    counted.className = "count about";
    if (within(section).every(isText)) return heading.after(counted);
    const buttons = bar(section, words("reviewing.section", { title: heading.textContent }));
    buttons.querySelector(".ground").remove();
    return heading.after(counted, buttons);
  }
  function arrange() {
    const key = ARRANGED[byId("arrange").value];
    const sections = new Map();
    for (const entry of entries) {
      const name = itemsOf.get(entry).some(isText) ? natural.get(entry) : key(entry);
      if (!sections.has(name)) sections.set(name, []);
      sections.get(name).push(entry);
    }
    document.querySelectorAll("main section").forEach((section) => section.remove());
    const ordered = [...sections].sort(([a], [b]) => (b === CONTESTED) - (a === CONTESTED));
    byId("nothing").before(...ordered.map(([name, own]) => {
      const section = document.createElement("section");
      const heading = document.createElement("h2");
      heading.textContent = name;
      section.append(heading, ...own);
      head(section);
      return section;
    }));
    filter();
  }

  // ---- files
  function exported() {
    if (!named(exported)) return;
    const list = kept().filter((mark) => settled(mark) && !barred(mark));
    const [answered, decided] = [true, false].map(
      (of) => list.filter((mark) => (mark.sample !== undefined) === of));
    const file = { ...caseData.export, format: 1, key: caseData.key, marks: decided };
    if (answered.length) file.answers = answered;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify(file, null, 1) + "\n"], { type: "application/json" }));
    link.download = `operasure-review-${now().slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    say(words("reviewing.exported", { decisions: number(list.length), file: link.download }));
  }
  async function imported(file) {
    let data;
    try {
      data = JSON.parse(await file.text());
    } catch {
      return say(words("reviewing.no_json", { file: file.name }));
    }
    if (!data || data.kind !== "operasure review" || data.format !== 1) {
      return say(words("reviewing.no_review", { file: file.name }));
    }
    if (data.key !== caseData.key) return say(words("reviewing.other_case", { file: file.name }));
    const before = new Map(marks);
    const given = [data.marks, data.answers].flatMap((list) => (Array.isArray(list) ? list : []));
    const taken = take(given);
    const known = new Set(items.map(idOf));
    const other = [...marks.keys()].filter((id) => before.get(id) !== marks.get(id) && known.has(id));
    if (other.length) steps.push(new Map(other.map((id) => [id, before.get(id)])));
    changed(items);
    if (byId("arrange") && items.some(contested)) arrange();
    filter();
    const disputed = items.filter(contested).length;
    const parts = [words("reviewing.taken", { decisions: number(taken), file: file.name })];
    if (disputed) parts.push(words("reviewing.contradicting", { number: disputed }));
    const left = given.filter((entry) => valid(entry) && barred(entry)).length;
    if (left) parts.push(words("reviewing.refused", { decisions: number(left) }));
    return say(parts.join(" "));
  }

  // ---- keyboard
  const inOrder = () => [...document.querySelectorAll("main .entry")].filter((each) => !each.hidden);
  const current = () => document.activeElement && document.activeElement.closest("main .entry");
  // Where the keys decide: one place of an open entry, the entry, or a whole section.
  function aim() {
    const here = document.activeElement;
    return here && here.closest("main .mention, main .entry, main section");
  }
  function move(step_) {
    const shown = inOrder();
    if (!shown.length) return;
    const here = shown.indexOf(current());
    const next = here < 0 ? (step_ > 0 ? 0 : shown.length - 1) : here + step_;
    shown[Math.max(0, Math.min(shown.length - 1, next))].focus();
  }
  // On to the next entry that is open, so that each takes one key.
  function onwards() {
    const shown = inOrder();
    const here = shown.indexOf(current());
    const next = shown.slice(here + 1).find((entry) => !entry.dataset.decision);
    if (next) next.focus();
  }
  function byKey(number_) {
    const target = aim();
    if (!target) return;
    const asks = !target.matches("section") && isText(within(target)[0]);
    const decision = (asks ? ANSWERS : DECISIONS)[number_];
    if (!decision) return;
    if (target.matches("section")) {
      decideShown(within(target), decision);
      return;
    }
    decide(target, decision);
    if (itemsOf.has(target) && !NOTED[decision] && target.dataset.decision) onwards();
  }
  function toSection() {
    const section = current() && current().closest("section");
    if (section && barOf(section)) barOf(section).querySelector("button").focus();
  }
  function inField(event) {
    if (event.target.id === "reviewer" && event.key === "Enter") {
      event.preventDefault();
      reviews();
      return;
    }
    const item = event.target.closest("main .mention, main .entry");
    const ends = event.key === "Escape" || (event.key === "Enter" && item);
    if (!ends) return;
    event.preventDefault();
    if (item) item.focus(); else event.target.blur();
    if (event.key === "Enter" && item.dataset.decision) onwards();
  }
  function pressed(event) {
    const field = event.target.matches("input:not([type=checkbox]), select, textarea");
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !field) {
      event.preventDefault();
      undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (field) {
      inField(event);
      return;
    }
    const actions = {
      j: () => move(1), k: () => move(-1), "/": () => byId("search").focus(), u: undo, a: toSection,
      o: () => { const link = current() && current().closest("article").querySelector("h3 a");
        if (link) link.click(); },
    };
    DECISIONS.forEach((_, i) => { actions[i + 1] = () => byKey(i); });
    // Where digits need Shift, the key itself tells.
    const digit = /^(?:Digit|Numpad)([1-4])$/.exec(event.code);
    const key = digit && !Object.hasOwn(actions, event.key) ? digit[1] : event.key;
    if (!Object.hasOwn(actions, key)) return;
    event.preventDefault();
    actions[key]();
  }

  // ---- beginning
  for (const item of items) textOf(item);
  for (const entry of entries) {
    const after = entry.querySelector(":scope > details");
    const made = bar(entry, words("reviewing.decision"));
    if (after) after.before(made); else entry.append(made);
    // Each place gets buttons of its own once they are to be seen.
    if (after) {
      after.addEventListener("toggle", () => {
        for (const item of after.open ? itemsOf.get(entry) : []) {
          if (barOf(item)) continue;
          item.append(bar(item, words("reviewing.decision_here")));
          press(item);
        }
      });
    }
  }
  document.querySelectorAll("main section").forEach(head);
  choices();
  take(caseData.marks);
  load();
  try {
    byId("reviewer").value = localStorage.getItem(`${slot} reviewer`) || "";
  } catch {
    // Said when decisions are to be kept.
  }
  byId("reviewer").addEventListener("change", reviews);
  items.forEach(show);
  entries.forEach(sum);
  if (byId("arrange") && items.some(contested)) arrange();
  for (const id of ["search", "historic", "decided", "shared", "from", "to", ...CHOICES]) {
    if (byId(id)) byId(id).addEventListener("input", filter);
  }
  for (const box of document.querySelectorAll("[name=confidence]")) {
    box.addEventListener("input", filter);
  }
  if (byId("arrange")) byId("arrange").addEventListener("input", arrange);
  byId("tools").addEventListener("submit", (event) => event.preventDefault());
  byId("decide").addEventListener("click", () => {
    const decision = byId("decision").value;
    if (decision === "choose") say(words("reviewing.choose"));
    else decideShown(items, decision);
  });
  byId("undo").addEventListener("click", undo);
  byId("export").addEventListener("click", exported);
  byId("import").addEventListener("click", () => byId("file").click());
  byId("file").addEventListener("change", async (event) => {
    for (const file of event.target.files) await imported(file);
    event.target.value = "";
  });
  document.addEventListener("keydown", pressed);
  addEventListener("pagehide", () => { if (saving) save(); });
  byId("tools").hidden = false;
  filter();
})();
