// The picture: only the rows in sight are in the document.

const ROW = 30;
const GUTTER = 26;
/** How wide the column of event numbers is. */
const NUMBERS = 30 + 7 * Math.max(4, String(Math.max(0, ...rows.slice(-100).map((row) => row.event ?? 0))).length);
const LETTER = 7.3;
const LABEL_MAX = lanes.length > 12 ? 28 : 44;
/** How many rows a print has at most. */
const PRINTED_MAX = 600;
/** How many pixels wide a sheet is, whichever of the usual ones it is. */
const SHEET = 700;
const INK = "http://www.w3.org/2000/svg";

const view = document.getElementById("view");
const heads = document.getElementById("heads");
const body = document.getElementById("body");
const picture = document.getElementById("picture");

/** What is shown: numbers of rows from top to bottom, and where each lane is. */
const layout = { shown: [], place: [], x: [], width: 0, height: 0, events: 0 };
const hidden = { lanes: new Set(), headers: new Set() };

const columns = (text) => {
  let count = 0;
  for (const c of text) count += c.codePointAt(0) > 0x10ff && c !== "…" && c !== "�" ? 2 : 1;
  return count;
};

/** The beginning and the end of a long text. */
function shortened(text, most) {
  const letters = [...text];
  if (columns(text) <= most) return text;
  const tail = Math.floor((most - 1) / 3);
  const half = columns(text) > letters.length ? 2 : 1;
  const head = Math.floor((most - 1 - tail) / half);
  return letters.slice(0, head).join("") + "…" + letters.slice(letters.length - Math.floor(tail / half)).join("");
}

const isLaneShown = (lane) => lane !== undefined && !hidden.lanes.has(lane);

function isShown(row) {
  if (row.fold !== undefined) return true;
  if (row.boots !== undefined) return row.boots.some(([lane]) => isLaneShown(lane));
  if (row.change !== undefined) return row.lane === undefined || isLaneShown(row.lane);
  if (hidden.headers.has(headerOf(row))) return false;
  return isLaneShown(row.from?.[0]) || isLaneShown(row.to);
}

/** How many events of the row are at lanes that are shown. */
const eventsIn = (row) =>
  row.boots !== undefined ? row.boots.filter(([lane]) => isLaneShown(lane)).length
    : row.event !== undefined && isLaneShown(row.to) ? 1 : 0;

/** What is written at a message: its header, its value, remarks. */
function labelOf(row) {
  const header = shortened(headerOf(row), LABEL_MAX);
  const room = Math.max(10, LABEL_MAX - columns(header));
  const value = row.value === undefined ? "" : ` ${shortened(textOf(row.value), room)}`;
  const notes = (row.notes ?? []).map((note) => textOf(note));
  if (row.from !== undefined && !isLaneShown(row.from[0])) notes.push(`from ${lanes[row.from[0]].name}`);
  if (row.to !== undefined && !isLaneShown(row.to)) notes.push(`to ${lanes[row.to].name}`);
  const note = notes.length > 0 ? shortened(` (${notes.join(", ")})`, LABEL_MAX) : "";
  return { header, value, note, width: columns(header + value + note) * LETTER };
}

/** Between which lanes a message is drawn: of hidden ones only the end in sight is. */
const endsOf = (row) => ({
  from: isLaneShown(row.from?.[0]) ? row.from[0] : undefined,
  to: isLaneShown(row.to) ? row.to : undefined,
});

/** Finds a place for all lanes and rows that are shown. */
function arrange() {
  layout.shown = [];
  layout.place = [];
  rows.forEach((row, number) => {
    layout.place[number] = layout.shown.length;
    if (isShown(row)) layout.shown.push(number);
  });
  layout.events = layout.shown.reduce((sum, number) => sum + eventsIn(rows[number]), 0);
  const visible = lanes.map((_, lane) => lane).filter(isLaneShown);
  const rank = new Map(visible.map((lane, at) => [lane, at]));
  const half = (lane) => (lane === undefined ? 0 : headWidth(lane) / 2);
  const gaps = [...visible, undefined].map((lane, at) =>
    Math.max(at === 0 || lane === undefined ? 40 : 110, half(visible[at - 1]) + half(lane) + 18));
  for (const number of layout.shown) {
    const row = rows[number];
    if (row.change !== undefined && row.lane !== undefined) widen(gaps, rank.get(row.lane) + 1, 120);
    if (!isMessage(row)) continue;
    const { from, to } = endsOf(row);
    const width = labelOf(row).width + 2 * GUTTER + 12;
    if (from === undefined) widen(gaps, rank.get(to), width);
    else if (to === undefined || to === from) widen(gaps, rank.get(from) + 1, width);
    else if (rank.get(from) < rank.get(to)) widen(gaps, rank.get(to), width);
    else widen(gaps, rank.get(to) + 1, width);
  }
  let x = NUMBERS;
  layout.x = lanes.map(() => undefined);
  visible.forEach((lane, at) => {
    x += gaps[at];
    layout.x[lane] = Math.round(x);
  });
  layout.width = Math.round(x + gaps[visible.length] + 16);
  layout.height = layout.shown.length * ROW + 16;
  showHeads(visible);
  body.style.height = `${layout.height}px`;
  body.style.width = heads.style.width = `max(100%, ${layout.width}px)`;
}

function widen(gaps, at, width) {
  if (gaps[at] !== undefined && gaps[at] < width) gaps[at] = width;
}

const headWidth = (lane) => Math.min(columns(lanes[lane].name), 30) * 8 + 22;

function showHeads(visible) {
  heads.replaceChildren(...visible.map((lane) => {
    const box = document.createElement("span");
    const width = headWidth(lane);
    box.textContent = box.title = lanes[lane].name;
    box.className = lanes[lane].external ? "external" : "";
    box.style.left = `${layout.x[lane] - width / 2}px`;
    box.style.width = `${width}px`;
    return box;
  }));
}

/** The middle of a row; of a hidden one, the upper edge of the next that is shown. */
const yOf = (number) => {
  const place = layout.place[number] ?? layout.shown.length;
  return place * ROW + (layout.shown[place] === number ? ROW / 2 + 6 : 0);
};

function ink(parent, tag, attributes, content) {
  const node = document.createElementNS(INK, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (content !== undefined) node.textContent = content;
  parent.append(node);
  return node;
}

/** Draws the rows from the one to the other place, and lines that leave them. */
function draw(first, last, marks) {
  const top = first * ROW;
  const height = (last - first + 1) * ROW + 16;
  picture.replaceChildren();
  picture.style.top = `${top}px`;
  picture.setAttribute("width", layout.width);
  picture.setAttribute("height", height);
  picture.setAttribute("viewBox", `0 ${top} ${layout.width} ${height}`);
  picture.setAttribute("class", marks.cone ? "cone" : "");
  drawGround(top, top + height);
  const drawn = new Set(layout.shown.slice(first, last + 1));
  for (const number of drawn) drawTails(number, drawn, marks);
  // No line runs through the words of a fold.
  const isFold = (number) => rows[number].fold !== undefined;
  for (const number of drawn) if (!isFold(number)) drawRow(number, marks);
  for (const number of drawn) if (isFold(number)) drawRow(number, marks);
  drawNumbers(drawn, top, height, marks);
}

/** Partitions, lifelines, and the times in which nodes are down. */
function drawGround(top, bottom) {
  const reach = (span) => [yOf(span.start), span.end === undefined ? layout.height : yOf(span.end)];
  for (const span of partitions) {
    const [start, end] = reach(span);
    if (start > bottom || end < top) continue;
    ink(picture, "rect", { class: "parted", x: NUMBERS, y: start, width: layout.width - NUMBERS, height: end - start });
  }
  layout.x.forEach((x, lane) => {
    if (x === undefined) return;
    ink(picture, "path", { class: lanes[lane].external ? "life external" : "life", d: `M${x} ${top}V${bottom}` });
  });
  for (const span of downs) {
    const [start, end] = reach(span);
    const x = layout.x[span.lane];
    if (x === undefined || start > bottom || end < top) continue;
    ink(picture, "path", { class: "life gap", d: `M${x} ${start}V${end}` });
    ink(picture, "path", { class: "life down", d: `M${x} ${start}V${end}` });
  }
}

/** The beginnings of lines from the events of a row to rows that are not drawn. */
function drawTails(number, drawn, marks) {
  const row = rows[number];
  const here = row.boots ? row.boots.map(([, event]) => event) : row.event === undefined ? [] : [row.event];
  for (const event of here) {
    for (const target of sends.get(event) ?? []) {
      if (drawn.has(target) || !isShown(rows[target])) continue;
      const { from, to } = endsOf(rows[target]);
      if (from === undefined) continue;
      const lit = marks.cone && roleOf(target, marks.cone) ? " lit" : "";
      const open = rows[target].event === undefined ? " open" : "";
      const group = ink(picture, "g", { class: `tail k${rows[target].kind % 8}${open}${lit}` });
      const turn = to === undefined || to === from ? 1 : Math.sign(layout.x[to] - layout.x[from]);
      ink(group, "path", { class: "line", d: descent(from, number, target, turn) });
    }
  }
}

/** A line down the gutter beside a lifeline, and the turn at its end. */
function descent(lane, start, end, turn) {
  const x = layout.x[lane];
  const y = yOf(end);
  const side = GUTTER - 12;
  return `M${x} ${Math.min(yOf(start), y - 10)}L${x + turn * side} ${y - 8}Q${x + turn * (side + 4)} ${y} ${x + turn * GUTTER} ${y}`;
}

function drawRow(number, marks) {
  const row = rows[number];
  const y = yOf(number);
  const role = marks.cone ? roleOf(number, marks.cone) : "";
  const isNow = number === marks.now;
  const classes = ["m", `k${(row.kind ?? 7) % 8}`, isMessage(row) || row.boots ? role : "always"];
  if (marks.matches.has(number)) classes.push("match");
  if (isNow) classes.push("now");
  if (isMessage(row) && row.event === undefined && row.end !== "output") classes.push("open");
  const group = ink(picture, "g", {
    class: classes.filter(Boolean).join(" "), id: `row${number}`, "data-row": number,
    role: "option", "aria-selected": String(isNow), "aria-label": sentence(row),
    "aria-posinset": layout.place[number] + 1, "aria-setsize": layout.shown.length,
  });
  ink(group, "rect", { class: "hit", x: 0, y: y - ROW / 2 - 5, width: layout.width, height: ROW });
  if (row.boots !== undefined) drawBoots(group, row, y);
  else if (row.fold !== undefined) drawBanner(group, "fold", row.fold, y);
  else if (row.change !== undefined) drawChange(group, row, y);
  else drawMessage(group, row, number, y);
}

/** The numbers of the events, and what they are to the marked one, at the edge that is in sight. */
function drawNumbers(drawn, top, height, marks) {
  const x = view.scrollLeft;
  if (x > 0) ink(picture, "rect", { class: "margin", x, y: top, width: NUMBERS - 4, height });
  for (const number of drawn) {
    const row = rows[number];
    const role = marks.cone ? roleOf(number, marks.cone) : "";
    const sign = { past: "▲", future: "▼", self: "●" }[role];
    const y = yOf(number) + 4;
    if (sign) ink(picture, "text", { class: "mark", x: x + 13, y }, sign);
    const words = row.boots !== undefined ? "boot" : row.event;
    if (words !== undefined) ink(picture, "text", { class: "no", x: x + NUMBERS - 8, y }, String(words));
  }
}

function drawBoots(group, row, y) {
  for (const [lane, event, halted] of row.boots) {
    if (!isLaneShown(lane)) continue;
    const x = layout.x[lane];
    ink(group, "path", { class: halted ? "boot halted" : "boot", d: `M${x - 6} ${y}h12` });
    ink(group, "rect", { class: "hit", "data-event": event, x: x - 12, y: y - 12, width: 24, height: 24 });
  }
}

function drawBanner(group, kind, words, y) {
  const banner = ink(group, "g", { class: kind });
  ink(banner, "rect", { x: NUMBERS, y: y - 11, width: layout.width - NUMBERS - 8, height: 22, rx: 4 });
  ink(banner, "text", { x: NUMBERS + 12, y: y + 4 }, words);
}

function drawChange(group, row, y) {
  if (row.lane === undefined) return drawBanner(group, "wide", row.words, y);
  const x = layout.x[row.lane];
  if (row.change === "recovery") ink(group, "circle", { class: "risen", cx: x, cy: y, r: 5 });
  else cross(group, x, y, 7);
  ink(group, "text", { class: "alarm", x: x + GUTTER - 8, y: y + 4 }, row.words);
}

const cross = (group, x, y, arm) =>
  ink(group, "path", { class: "cross", d: `M${x - arm} ${y - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}` });

function drawMessage(group, row, number, y) {
  const { from, to } = endsOf(row);
  const label = labelOf(row);
  const at = from === undefined ? drawEntry(group, row, label, y)
    : to === undefined || to === from ? drawExit(group, row, number, label, y)
      : drawArrow(group, row, number, label, y);
  const text = ink(group, "text", { x: at.x, y: at.y });
  ink(text, "tspan", { class: "h" }, label.header);
  if (label.value) ink(text, "tspan", {}, label.value);
  if (label.note) ink(text, "tspan", { class: "note" }, label.note);
  if (row.event !== undefined && to !== undefined) drawEvent(group, row, layout.x[to], y);
}

function drawEvent(group, row, x, y) {
  if (row.fault === undefined) {
    ink(group, "circle", { class: row.halted ? "ring" : "dot", cx: x, cy: y, r: 4 });
  } else {
    cross(group, x, y, 5);
  }
}

/** A message from outside, or from a lane that is hidden. */
function drawEntry(group, row, label, y) {
  const x = layout.x[row.to];
  const start = x - GUTTER - label.width - 8;
  ink(group, "circle", { class: "head", cx: start, cy: y, r: 3 });
  stroke(group, row, `M${start} ${y}`, x, y, 1);
  return { x: start + 8, y: y - 5 };
}

/** A message to its own sender, to nobody, or to a lane that is hidden. */
function drawExit(group, row, number, label, y) {
  const [lane, start] = row.from;
  const x = layout.x[lane];
  if (row.to === lane && row.event !== undefined) {
    const side = x + GUTTER - 6;
    const above = Math.min(yOf(start), y - 16);
    ink(group, "path", { class: "line", d: `M${x} ${above}Q${side} ${above} ${side} ${above + 8}V${y - 8}Q${side} ${y} ${side - 8} ${y}H${x + 10}` });
    head(group, x + 4, y, -1);
    return { x: x + GUTTER + 6, y: y + 4 };
  }
  const end = x + GUTTER + label.width + 14;
  const line = `${descent(lane, start, number, 1)}H${end}`;
  ink(group, "path", { class: "line", d: line });
  if (row.end === "lost") cross(group, end, y, 5);
  else if (row.end === undefined || row.end === "output") head(group, end + 8, y, 1);
  else ink(group, "circle", { class: "ring", cx: end, cy: y, r: 3 });
  return { x: x + GUTTER + 4, y: y - 5 };
}

function drawArrow(group, row, number, label, y) {
  const [lane, start] = row.from;
  const x = layout.x[row.to];
  const turn = Math.sign(x - layout.x[lane]);
  stroke(group, row, descent(lane, start, number, turn), x, y, turn);
  const near = layout.x.filter((one) => one !== undefined && (one - x) * turn < 0);
  const next = turn > 0 ? Math.max(...near) : Math.min(...near);
  return { x: (x + next) / 2 - label.width / 2, y: y - 5 };
}

/** The level part of a line towards a lifeline, and what is at its end. */
function stroke(group, row, start, x, y, turn) {
  const arrives = row.event !== undefined || row.end === "output";
  const end = arrives ? x - turn * 10 : x - turn * (GUTTER - 10);
  ink(group, "path", { class: "line", d: `${start}H${end}` });
  if (arrives) head(group, x - turn * 4, y, turn);
  else if (row.end === "lost") cross(group, end, y, 5);
  else ink(group, "circle", { class: "ring", cx: end, cy: y, r: 3 });
}

const head = (group, x, y, turn) =>
  ink(group, "path", { class: "head", d: `M${x} ${y}L${x - turn * 9} ${y - 4}V${y + 4}z` });
