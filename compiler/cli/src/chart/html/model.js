"use strict";
// The run: rows as they were recorded, and what follows from them.

const data = JSON.parse(document.getElementById("data").textContent);
const { lanes, rows, texts, moments, starts } = data;

/** The text of that number; `()` is the value of messages without one. */
const textOf = (number) => (number === undefined ? "()" : texts[number]);
const headerOf = (row) => textOf(row.header);
const isMessage = (row) => row.header !== undefined;

/** Of each event: its lane, its row, and the event before it at its location. */
const events = new Map();
/** Of each event: the rows of the messages it sent. */
const sends = new Map();
/** Of each event: the events that it is a direct cause of. */
const effects = new Map();

const add = (map, key, item) => {
  if (map.has(key)) map.get(key).push(item);
  else map.set(key, [item]);
};

(function link() {
  const last = new Map();
  const enter = (event, lane, row) => {
    const before = last.get(lane);
    events.set(event, { lane, row, before });
    if (before !== undefined) add(effects, before, event);
    last.set(lane, event);
  };
  rows.forEach((row, number) => {
    for (const [lane, event] of row.boots ?? []) enter(event, lane, number);
    if (!isMessage(row)) return;
    if (row.event !== undefined) enter(row.event, row.to, number);
    if (row.from === undefined) return;
    const sender = row.from[2];
    add(sends, sender, number);
    if (row.event !== undefined) add(effects, sender, row.event);
  });
})();

/** The event that sent what this one received. */
const senderOf = (event) => {
  const from = rows[events.get(event)?.row]?.from;
  return rows[events.get(event)?.row]?.event === event && from ? from[2] : undefined;
};

const causesOf = (event) =>
  [senderOf(event), events.get(event)?.before].filter((cause) => events.has(cause));

/** Everything that can be reached from there, without the start. */
function reach(start, next) {
  const reached = new Set();
  const open = [...next(start)];
  while (open.length > 0) {
    const event = open.pop();
    if (reached.has(event)) continue;
    reached.add(event);
    open.push(...next(event));
  }
  return reached;
}

/** The causal past and future of a row, or of one event of the row of boots. */
function coneOf(number, event) {
  const row = rows[number];
  const centre = event ?? row.event;
  if (centre !== undefined) {
    return {
      number,
      event: centre,
      past: reach(centre, causesOf),
      future: reach(centre, (one) => effects.get(one) ?? []),
    };
  }
  const past = new Set();
  if (row.from !== undefined && events.has(row.from[2])) {
    past.add(row.from[2]);
    reach(row.from[2], causesOf).forEach((one) => past.add(one));
  }
  return { number, past, future: new Set() };
}

/** What a row is to a marked event: `self`, `past`, `future`, or nothing. */
function roleOf(number, cone) {
  if (number === cone.number) return "self";
  const row = rows[number];
  if (row.boots !== undefined) {
    const has = (set) => row.boots.some(([, event]) => set.has(event));
    return has(cone.past) ? "past" : has(cone.future) ? "future" : "";
  }
  if (!isMessage(row)) return "";
  if (row.event !== undefined) {
    return cone.past.has(row.event) ? "past" : cone.future.has(row.event) ? "future" : "";
  }
  const sender = row.from?.[2];
  return sender !== undefined && (sender === cone.event || cone.future.has(sender)) ? "future" : "";
}

/** The state of the event's process before and after it, if the run has states. */
function statesAt(event) {
  if (moments[event] === undefined) return undefined;
  const lane = moments[event][0];
  const now = new Map();
  const change = (list) => {
    for (let i = 0; i < list.length; i += 2) now.set(list[i], list[i + 1]);
  };
  change(starts[lane] ?? []);
  for (let i = 0; i < event; i += 1) if (moments[i][0] === lane) change(moments[i][2]);
  const before = new Map(now);
  change(moments[event][2]);
  return [...now].map(([name, after]) => {
    const earlier = before.get(name);
    return { name: textOf(name), before: earlier === undefined ? "" : textOf(earlier), after: textOf(after) };
  });
}

const timeOf = (event) => moments[event]?.[1] ?? undefined;

/** What the environment did, with the row it is at. */
const changes = rows.flatMap((row, number) =>
  (row.change !== undefined ? [row] : row.changes ?? []).map((change) => ({ ...change, row: number })));

/** The rows between which something of the environment lasts. */
function spans(begins, ends) {
  const all = [];
  for (const change of changes) {
    const open = all.find((span) => span.lane === change.lane && span.end === undefined);
    if (ends.includes(change.change) && open !== undefined) open.end = change.row;
    const still = all.some((span) => span.lane === change.lane && span.end === undefined);
    if (change.change === begins && !still) all.push({ lane: change.lane, start: change.row });
  }
  return all;
}
const downs = spans("crash", ["recovery"]);
const partitions = spans("partition", ["partition", "heal"]);
