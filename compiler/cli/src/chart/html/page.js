// What the reader does: looking, filtering, finding, marking, printing. What is looked at is in
// the address, so that it can be kept and sent.

const byId = (id) => document.getElementById(id);
const [find, jump, matchesOut, status] = ["find", "jump", "matches", "status"].map(byId);
const now = { row: undefined, event: undefined, hover: undefined, cone: undefined, query: "", matches: new Set(), isPrinting: false };

function render() {
  const count = layout.shown.length;
  const above = Math.floor(view.scrollTop / ROW);
  let first = Math.max(0, above - 12);
  let last = Math.min(count - 1, above + Math.ceil(view.clientHeight / ROW) + 12);
  if (now.isPrinting) {
    first = count <= PRINTED_MAX ? 0 : Math.min(above, count - PRINTED_MAX);
    last = Math.min(count, first + PRINTED_MAX) - 1;
  }
  body.style.height = `${now.isPrinting ? (last - first + 1) * ROW + 16 : layout.height}px`;
  draw(first, last, { cone: now.cone, now: now.row, matches: now.matches });
  if (now.isPrinting) picture.style.top = "0";
  const said = now.isPrinting && count > PRINTED_MAX ? `, printed are rows ${first + 1} to ${last + 1} of ${count}` : "";
  status.value = `${layout.events === events.size ? "" : `${layout.events} of `}${events.size} events${said}`;
  const target = byId(`row${now.row}`);
  if (target) view.setAttribute("aria-activedescendant", target.id);
  else view.removeAttribute("aria-activedescendant");
}

let isAsked = false;
function ask() {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    render();
  });
}

function tell() {
  if (now.hover !== undefined) explain(now.hover.row, now.hover.event);
  else explain(now.row, now.event, now.cone);
}

/** Scrolls a row into sight. */
function reveal(number) {
  const y = yOf(number);
  const seen = view.clientHeight - heads.offsetHeight;
  if (y < view.scrollTop + ROW || y > view.scrollTop + seen - ROW) view.scrollTop = Math.max(0, y - seen / 2);
  const row = rows[number];
  const xs = [row.from?.[0], row.to, row.lane].map((lane) => layout.x[lane]).filter((x) => x !== undefined);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  if (xs.length > 0 && (left < view.scrollLeft || right > view.scrollLeft + view.clientWidth)) {
    view.scrollLeft = Math.max(0, left - 160);
  }
}

/** Makes a row the one that is looked at. */
function visit(number, event) {
  now.row = number;
  now.event = event ?? rows[number]?.event;
  now.hover = undefined;
  if (number !== undefined) reveal(number);
  remember();
  tell();
  ask();
}

function mark(number, event) {
  const isSame = now.cone?.number === number && now.cone?.event === (event ?? rows[number].event);
  const row = rows[number];
  const isMarkable = isMessage(row) || event !== undefined;
  now.cone = isSame || !isMarkable ? undefined : coneOf(number, event);
  visit(number, event);
}

function unmark() {
  now.cone = undefined;
  visit(undefined);
}

/** What a reader may look for in a message. */
const contentOf = (row) =>
  [headerOf(row), textOf(row.value), ...(row.notes ?? []).map(textOf), row.fault ?? ""].join(" ");

function search() {
  now.query = find.value;
  const query = now.query.toLowerCase();
  const hits = (row) => isMessage(row) && contentOf(row).toLowerCase().includes(query);
  now.matches = new Set(query === "" ? [] : layout.shown.filter((number) => hits(rows[number])));
  matchesOut.value = query === "" ? "" : `${now.matches.size} found`;
  remember();
  ask();
}

/** Visits the next match after the row looked at, or the one before it. */
function step(direction) {
  const all = [...now.matches];
  if (all.length === 0) return;
  const here = now.row ?? (direction > 0 ? -1 : rows.length);
  const next = direction > 0 ? all.find((one) => one > here) ?? all[0]
    : all.findLast((one) => one < here) ?? all[all.length - 1];
  visit(next);
}

function refresh() {
  arrange();
  search();
  if (now.row !== undefined && isShown(rows[now.row])) reveal(now.row);
}

/** A list of checkboxes that show or hide what they name. */
function menu(fieldset, items, hide) {
  const boxes = items.map(([key, name, count]) => {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = !hide.has(key);
    box.dataset.name = name;
    box.addEventListener("change", () => {
      if (box.checked) hide.delete(key);
      else hide.add(key);
      refresh();
    });
    return [box, html("label", [box, name, html("small", count)])];
  });
  const all = (words, isChecked) => {
    const button = html("button", words);
    button.type = "button";
    button.addEventListener("click", () => {
      for (const [key] of items) isChecked ? hide.delete(key) : hide.add(key);
      boxes.forEach(([box]) => (box.checked = isChecked));
      refresh();
    });
    return button;
  };
  const legend = fieldset.querySelector("legend");
  fieldset.replaceChildren(legend, html("div", [all("all", true), all("none", false)], "both"), ...boxes.map(([, label]) => label));
}

function menus() {
  const received = lanes.map(() => 0);
  const headers = new Map();
  for (const row of rows.filter(isMessage)) {
    if (row.event !== undefined) received[row.to] += 1;
    headers.set(headerOf(row), (headers.get(headerOf(row)) ?? 0) + 1);
  }
  menu(byId("locations"), lanes.map((lane, at) => [at, lane.name, received[at]]), hidden.lanes);
  menu(byId("headers"), [...headers].map(([name, count]) => [name, name, count]), hidden.headers);
}

/** Writes what is looked at into the address. */
function remember() {
  const words = new URLSearchParams();
  if (now.event !== undefined) words.set(now.cone ? "mark" : "event", now.event);
  if (now.query) words.set("find", now.query);
  for (const lane of hidden.lanes) words.append("without", lanes[lane].name);
  for (const header of hidden.headers) words.append("without-header", header);
  history.replaceState(null, "", `#${words}`);
}

/** Looks at what the address says. */
function recall() {
  const words = new URLSearchParams(location.hash.slice(1));
  hidden.lanes = new Set(words.getAll("without").map((name) => lanes.findIndex((lane) => lane.name === name)).filter((lane) => lane >= 0));
  hidden.headers = new Set(words.getAll("without-header"));
  find.value = words.get("find") ?? "";
  now.cone = now.row = now.event = undefined;
  menus();
  const [marked, event] = [words.get("mark"), words.get("event")];
  refresh();
  const number = Number(marked ?? event);
  const known = (marked ?? event) !== null && events.get(number);
  if (!known) return tell();
  if (marked !== null) mark(known.row, number);
  else visit(known.row, number);
}

const rowAt = (target) => {
  const group = target.closest?.("[data-row]");
  if (!group) return undefined;
  const event = target.dataset.event;
  return { row: Number(group.dataset.row), event: event === undefined ? undefined : Number(event) };
};

picture.addEventListener("click", ({ target }) => {
  const at = rowAt(target);
  if (at) mark(at.row, at.event);
});
picture.addEventListener("mouseover", ({ target }) => {
  now.hover = rowAt(target);
  tell();
});
picture.addEventListener("mouseleave", () => {
  now.hover = undefined;
  tell();
});
view.addEventListener("scroll", ask);
view.addEventListener("keydown", (key) => {
  const shown = layout.shown;
  const here = now.row === undefined ? -1 : layout.place[now.row];
  const last = shown.length - 1;
  const page = Math.max(1, Math.floor(view.clientHeight / ROW) - 2);
  const to = {
    ArrowDown: here + 1, ArrowUp: Math.max(here, 1) - 1, Home: 0, End: last, PageDown: here + page, PageUp: here - page,
  }[key.key];
  if (to !== undefined && last >= 0 && !key.ctrlKey && !key.metaKey && !key.altKey) visit(shown[Math.min(last, Math.max(0, to))]);
  else if ((key.key === "Enter" || key.key === " ") && now.row !== undefined) mark(now.row, rows[now.row].boots ? now.event : undefined);
  else return;
  key.preventDefault();
});
document.addEventListener("keydown", (key) => {
  const isTyping = key.target.matches("input:not([type=checkbox])");
  if (key.key === "Escape") unmark();
  else if (!isTyping && key.key === "/") find.focus();
  else if (!isTyping && key.key === "g") jump.focus();
  else return;
  key.preventDefault();
});
document.addEventListener("click", ({ target }) => {
  for (const open of document.querySelectorAll(".menu[open]")) if (!open.contains(target)) open.open = false;
});
find.addEventListener("input", search);
byId("tools").addEventListener("submit", (event) => event.preventDefault());
find.addEventListener("keydown", (key) => key.key === "Enter" && step(key.shiftKey ? -1 : 1));
byId("after").addEventListener("click", () => step(1));
byId("before").addEventListener("click", () => step(-1));
jump.addEventListener("keydown", (key) => {
  if (key.key !== "Enter") return;
  const known = /^\s*\d+\s*$/.test(jump.value) ? events.get(Number(jump.value)) : undefined;
  jump.setCustomValidity(known ? "" : "there is no such event here");
  jump.reportValidity();
  if (!known) return;
  if (!isShown(rows[known.row])) showAll();
  visit(known.row, Number(jump.value));
  view.focus();
});
jump.addEventListener("input", () => jump.setCustomValidity(""));

function showAll() {
  hidden.lanes.clear();
  hidden.headers.clear();
  find.value = "";
  menus();
  refresh();
}
byId("clear").addEventListener("click", () => {
  showAll();
  unmark();
});
addEventListener("resize", ask);
addEventListener("hashchange", recall);

/** Draws all rows that a print holds, as small as the width of a sheet demands. */
function print(isPrinting) {
  now.isPrinting = isPrinting;
  view.style.zoom = isPrinting ? Math.min(1, SHEET / layout.width) : "";
  render();
}
addEventListener("beforeprint", () => print(true));
addEventListener("afterprint", () => print(false));
recall();
render();
