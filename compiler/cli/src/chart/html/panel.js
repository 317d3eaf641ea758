// What is said of a row: in a sentence for those who do not see it, and in full beside the chart.

const panel = document.getElementById("panel");

const laneName = (lane, otherwise) => (lane === undefined ? otherwise : lanes[lane].name);
const fateOf = (row) => ({ lost: "lost", pending: "pending", undelivered: "not received", output: "output" })[row.end];

function sentence(row) {
  if (row.boots !== undefined) return `boot of ${row.boots.map(([lane]) => lanes[lane].name).join(", ")}`;
  if (row.fold !== undefined) return row.fold;
  if (row.change !== undefined) return `${laneName(row.lane, "")} ${row.words}`.trim();
  const way = `from ${laneName(row.from?.[0], "outside")} to ${laneName(row.to, "nobody")}`;
  const what = `${headerOf(row)} ${textOf(row.value)}`;
  const notes = (row.notes ?? []).map((note) => `, ${textOf(note)}`).join("");
  const fault = row.fault === undefined ? "" : `, fault at ${row.fault}`;
  if (row.event === undefined) return `message ${way}: ${what}${notes}`;
  const out = (sends.get(row.event) ?? []).length;
  return `event ${row.event}, ${way}: ${what}${notes}${fault}, ${out} ${out === 1 ? "send" : "sends"}`;
}

function html(tag, content, className) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...[content].flat().filter((part) => part !== undefined));
  return node;
}

/** A place to go to in the chart. */
function link(words, number, event) {
  const anchor = html("a", words);
  anchor.setAttribute("role", "link");
  anchor.tabIndex = 0;
  const go = () => visit(number, event);
  anchor.addEventListener("click", go);
  anchor.addEventListener("keydown", (key) => key.key === "Enter" && go());
  return anchor;
}

const eventLink = (event) =>
  events.has(event) ? link(`event ${event}`, events.get(event).row, event) : `event ${event}`;

/** Everything about a row, or about one event of the row of boots. */
function explain(number, event, cone) {
  if (number === undefined) return panel.replaceChildren(...guide());
  const row = rows[number];
  const subject = event ?? row.event;
  const parts = isMessage(row) ? aboutMessage(row) : [html("h2", sentence(row))];
  if (!isMessage(row) && subject !== undefined) parts.push(html("h2", `event ${subject}: boot`));
  if (row.boots !== undefined && subject === undefined) {
    parts.push(html("ul", row.boots.map(([, one]) => html("li", eventLink(one)))));
  }
  if (subject !== undefined) parts.push(...aboutEvent(subject));
  if (cone !== undefined) {
    parts.push(html("h3", "Marked"));
    parts.push(html("p", `▲ ${cone.past.size} events in its past, ▼ ${cone.future.size} in its future`));
  }
  panel.replaceChildren(...parts);
}

function aboutMessage(row) {
  const time = row.event === undefined ? undefined : timeOf(row.event);
  const facts = [
    ["at", row.event === undefined ? undefined : laneName(row.to, "nobody")],
    ["time", time === undefined ? undefined : `${time} ms`],
    ["from", [laneName(row.from?.[0], "outside"), ...(row.from ? [", ", eventLink(row.from[2])] : [])]],
    ["to", row.event === undefined ? laneName(row.to, "nobody") : undefined],
    ["header", headerOf(row)],
    ["value", textOf(row.value)],
    ["remarks", row.notes && row.notes.map((note) => textOf(note)).join(", ")],
  ].filter(([, fact]) => fact !== undefined);
  const title = row.event === undefined ? `message, ${fateOf(row)}` : `event ${row.event}`;
  const parts = [html("h2", title), html("dl", facts.flatMap(([name, fact]) => [html("dt", name), html("dd", fact)]))];
  if (row.fault !== undefined) parts.push(html("p", `fault at ${row.fault}`, "alarm"));
  return parts;
}

function aboutEvent(event) {
  const parts = [];
  const sent = sends.get(event) ?? [];
  parts.push(html("h3", sent.length === 0 ? "Sends nothing" : "Sends"));
  parts.push(html("ul", sent.map((number) => {
    const row = rows[number];
    const words = `${headerOf(row)} ${shortened(textOf(row.value), 120)} → ${laneName(row.to, "nobody")}`;
    return html("li", [link(words, number), ` ${row.event === undefined ? `(${fateOf(row)})` : `(event ${row.event})`}`]);
  })));
  const states = statesAt(event);
  if (states === undefined) return parts;
  parts.push(html("h3", states.length === 0 ? "No state" : "State"));
  const titles = html("tr", ["variable", "before", "after"].map((title) => html("th", title)));
  const line = ({ name, before, after }) => before === after
    ? html("tr", [html("th", name), html("td", before), html("td", "the same", "same")])
    : html("tr", [html("th", name), html("td", before), html("td", after)], "changed");
  if (states.length > 0) parts.push(html("table", html("tbody", [titles, ...states.map(line)])));
  return parts;
}

function guide() {
  const key = (name) => html("kbd", name);
  return [
    html("h2", "Look around"),
    html("p", "Point at an event, or move to it, to see what it received, did and sent."),
    html("p", "Click it to mark what it depends on (▲) and what depends on it (▼)."),
    html("p", [key("↑"), " ", key("↓"), " move, ", key("Enter"), " marks, ", key("Esc"), " unmarks, ", key("/"), " finds, ", key("g"), " goes to an event."]),
  ];
}
