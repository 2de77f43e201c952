// The board on screen: what a hand does becomes picks; picks are drawn at once and sent when the hand rests.
const REST = 350  // ms without a key before the picks are sent
const MOST_CORNERS = 40
const MOST_ROWS = 60
const STILL = 5  // px a finger may move while it taps
const ABOVE = 29.5  // rem of the screen above the map
const AROUND = 2.9  // rem of a bar's label and its borders
const NOWHERE = 19  // rem for all bars where there is no map
const HIGHEST = 110  // px

function element(tag, name, text) {
  const made = document.createElement(tag)
  if (name) made.className = name
  if (text !== undefined) made.textContent = text
  return made
}

function thousands(value) {
  return value.toLocaleString("en-US")
}

class Linked {
  constructor(root, sent) {
    this.root = root
    this.board = sent.board
    this.pairs = sent.colours
    this.picks = nothingPicked()
    this.sentAt = 0  // when picks were last sent
    this.moving = false  // picks have changed since
    this.line = null
    this.labels = null
    this.find = name => root.querySelector(".vml-" + name)
    const { n, columns } = this.board
    this.board.codes = decoded(this.board.codes)
    this.board.room = { fails: new Uint8Array(n), last: new Int16Array(n), kept: new Uint8Array(n) }
    this.frames = []
    root.classList.toggle("vml-nowhere", !this.board.map)
    this.makeBars(columns)
    this.makeLists(columns)
    this.find("clear").onclick = () => this.take(() => { this.picks = nothingPicked() })
    if (this.board.map) this.makeMap()
    new ResizeObserver(() => this.measure()).observe(root)
  }

  // -- making ------------------------------------------------------------------------------

  makeBars(columns) {
    const room = this.find("columns")
    room.replaceChildren()
    this.bars = columns.map((column, place) => {
      const box = element("div", "vml-bars")
      box.setAttribute("role", "group")
      box.setAttribute("aria-label", column.unit ? `${column.label}, ${column.unit}` : column.label)
      const label = element("span", "vml-label")
      const unit = element("small", column.unit.length > 5 ? "vml-long" : "", column.unit)
      label.append(element("span", "", column.label), unit)
      label.title = column.unit ? `${column.label}, ${column.unit}` : column.label
      const canvas = element("canvas")
      canvas.setAttribute("aria-hidden", "true")
      const range = element("div", "vml-range")
      const low = element("span", "", column.low[0] || `<${column.high[0]}`)
      const high = element("span", "", column.high.at(-1) || `${column.low.at(-1)}+`)
      const clear = element("button"), text = element("span")
      clear.type = "button"
      clear.append(text, " ✕")
      clear.hidden = true
      clear.onclick = () => this.take(() => this.picks.ranges.delete(place))
      range.append(low, clear, high)
      const ends = ["from", "to"].map(end => {
        const input = element("input")
        input.type = "range"
        input.min = 0
        input.max = column.low.length - 1
        input.setAttribute("aria-label", `${column.label}, ${end}`)
        input.oninput = () => this.turn(place, end, Number(input.value))
        return input
      })
      box.append(label, canvas, range, ...ends)
      room.append(box)
      const bars = { box, canvas, low, high, clear, text, ends, bars: column.low.length, width: 0, height: 0 }
      this.brush(bars, place)
      return bars
    })
    this.whole = null
  }

  makeLists(columns) {
    const { row, column, from, to } = Object.fromEntries(
      ["row", "column", "from", "to"].map(name => [name, this.find(name)]))
    const fill = (select, first, options) =>
      select.replaceChildren(new Option(first, ""), ...options.map((text, at) => new Option(text, at)))
    const names = this.board.names
    fill(row, "Choose one", names.map(name => name))
    row.closest("label").hidden = !names.length
    const noun = this.board.noun[0]
    this.find("noun").textContent = noun[0].toUpperCase() + noun.slice(1)
    row.setAttribute("aria-label", this.find("noun").textContent)
    row.onchange = () => { if (row.value !== "") this.take(() => this.toggleRow(Number(row.value))) }
    fill(column, "Choose one", columns.map(one => one.label))
    const options = (select, texts, open) =>
      select.replaceChildren(...texts.map((text, at) => new Option(text || open, at)))
    this.showEnds = () => {
      const place = column.value === "" ? -1 : Number(column.value)
      options(from, place < 0 ? [] : columns[place].low, "lowest")
      options(to, place < 0 ? [] : columns[place].high, "highest")
      if (place < 0) return
      const [first, last] = this.picks.ranges.get(place) || [0, columns[place].low.length - 1]
      from.value = first
      to.value = last
    }
    column.onchange = this.showEnds
    this.showEnds()
    const choose = () => {
      if (column.value === "") return
      const place = Number(column.value), { low, high } = columns[place]
      let [first, last] = [Number(from.value), Number(to.value)]
      // From 30 to 15 means from 15 to 30: where bars have borders, the borders change places.
      if (first > last) [first, last] = low[first] === high[first] ? [last, first] : [last + 1, first - 1]
      this.take(() => this.setRange(place, Math.min(first, last), Math.max(first, last)))
    }
    from.onchange = choose
    to.onchange = choose
  }

  makeMap() {
    const canvas = this.find("map"), button = this.find("line")
    this.map = { canvas, width: 0, height: 0, paths: [] }
    button.onclick = () => this.setDrawing(button.getAttribute("aria-pressed") !== "true")
    let start = null
    const at = event => {
      const box = canvas.getBoundingClientRect()
      return [event.clientX - box.left, event.clientY - box.top]
    }
    canvas.onpointerdown = event => {
      if (event.button) return
      start = at(event)
      this.line = null
      canvas.setPointerCapture(event.pointerId)
    }
    canvas.onpointermove = event => {
      const here = at(event)
      if (!start) return this.tell(here)
      const mayDraw = event.pointerType === "mouse" || canvas.classList.contains("vml-drawing")
      if (!mayDraw) return
      if (!this.line && Math.hypot(here[0] - start[0], here[1] - start[1]) < STILL) return
      const inMap = this.map.place.toMap(...here).map(value => Math.max(0, value))
      if (!this.line) this.line = this.map.place.toMap(...start).map(value => Math.max(0, value))
      this.line.push(...inMap)
      if (this.line.length >= 6) this.picks.around = fewer(this.line, MOST_CORNERS)
      this.moving = true
      this.soon()
    }
    canvas.onpointerup = event => {
      if (!start) return
      const moved = this.line !== null
      const enough = moved && this.line.length >= 6
      start = null
      this.line = null
      if (enough) this.setDrawing(false)
      if (!moved) {
        const row = this.rowAt(at(event))
        if (row >= 0) this.toggleRow(row)
        else if (this.picks.around || this.picks.rows.size) { this.picks.around = null; this.picks.rows.clear() }
      }
      this.moving = true
      this.soon()
      this.rest()
    }
    canvas.onpointercancel = () => { start = null; this.line = null; this.moving = false; this.soon() }
    canvas.onpointerleave = () => { this.find("here").textContent = "" }
  }

  setDrawing(on) {
    this.find("line").setAttribute("aria-pressed", String(on))
    this.map.canvas.classList.toggle("vml-drawing", on)
  }

  brush(bars, place) {
    let start = null, before = null, moved = false
    const at = event => {
      const box = bars.canvas.getBoundingClientRect()
      const share = (event.clientX - box.left) / box.width
      return Math.min(bars.bars - 1, Math.max(0, Math.floor(share * bars.bars)))
    }
    bars.canvas.onpointerdown = event => {
      if (event.button) return
      start = at(event)
      before = this.picks.ranges.get(place)
      moved = false
      bars.canvas.setPointerCapture(event.pointerId)
    }
    bars.canvas.onpointermove = event => {
      if (start === null) return this.tellBar(place, at(event))
      const here = at(event)
      if (here === start && !moved) return
      moved = true
      this.moving = true
      this.setRange(place, Math.min(start, here), Math.max(start, here))
      this.soon()
    }
    bars.canvas.onpointerup = () => {
      if (start === null) return
      if (!moved) {
        if (before && before[0] === start && before[1] === start) this.picks.ranges.delete(place)
        else this.setRange(place, start, start)
      }
      start = null
      this.moving = true
      this.soon()
      this.rest()
    }
    bars.canvas.onpointerleave = () => { this.find("here").textContent = "" }
    bars.canvas.onpointercancel = () => {
      if (start !== null) before ? this.picks.ranges.set(place, before) : this.picks.ranges.delete(place)
      start = null
      this.moving = false
      this.soon()
    }
  }

  // -- picking -----------------------------------------------------------------------------

  take(change) {
    change()
    this.moving = true
    this.soon()
    this.rest()
  }

  setRange(place, first, last) {
    if (first === 0 && last === this.bars[place].bars - 1) this.picks.ranges.delete(place)
    else this.picks.ranges.set(place, [first, last])
  }

  turn(place, end, value) {
    const all = [0, this.bars[place].bars - 1]
    const [first, last] = this.picks.ranges.get(place) || all
    if (end === "from") this.setRange(place, value, Math.max(last, value))
    else this.setRange(place, Math.min(first, value), value)
    this.moving = true
    this.soon()
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.rest(), REST)
  }

  toggleRow(row) {
    const { rows } = this.picks
    if (rows.has(row)) rows.delete(row)
    else if (rows.size < MOST_ROWS) rows.add(row)
  }

  toggleGroup(group) {
    const { groups } = this.picks
    if (groups.has(group)) groups.delete(group)
    else groups.add(group)
  }

  spelt() {
    return spell(this.picks)
  }

  rest() {
    clearTimeout(this.waiting)
    const text = this.spelt()
    this.draw()
    this.showEnds()
    this.find("heard").textContent = this.find("count").textContent
    this.moving = false
    if (text === this.sent) return
    this.sent = text
    this.sentAt = Date.now()
    document.querySelector(".vml-told")?.vmlSend?.(`${this.sentAt} ${text}`)
  }

  // -- what the app says: groups, names, and picks that came by the address ------------------

  told(told) {
    this.labels = decoded(told.labels)
    const marks = told.marks.map((mark, group) => mark + told.names[group]).join("\n")
    if (marks !== this.marks) this.makeGroups(told)
    this.marks = marks
    // What the app says is taken over, unless a hand has picked something else that it does not know yet.
    if (!this.moving && this.sentAt <= told.seen && told.picked !== this.spelt()) {
      this.picks = read(told.picked)
      this.sent = told.picked
    }
    for (const group of [...this.picks.groups]) if (group >= told.names.length) this.picks.groups.delete(group)
    this.whole = null
    this.soon()
  }

  makeGroups(told) {
    const room = this.find("groups")
    room.replaceChildren()
    this.groups = told.names.map((name, group) => {
      const item = element("li"), button = element("button")
      button.type = "button"
      const mark = document.createElementNS("http://www.w3.org/2000/svg", "svg")
      mark.setAttribute("viewBox", "-10 -10 20 20")
      mark.setAttribute("width", "18")
      mark.setAttribute("height", "18")
      mark.setAttribute("aria-hidden", "true")
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path")
      path.setAttribute("d", told.marks[group])
      mark.append(path)
      const track = element("span", "vml-track"), all = element("i"), some = element("i")
      track.append(all, some)
      const text = element("span", "vml-name", name)
      text.title = name
      const many = element("span", "vml-many")
      button.append(mark, text, many, track)
      button.onclick = () => this.take(() => this.toggleGroup(group))
      item.append(button)
      room.append(item)
      return { button, path, all, some, many }
    })
  }

  // -- drawing -----------------------------------------------------------------------------

  measure() {
    const width = this.root.clientWidth
    if (!width) return
    const dark = isDark(this.root)
    if (width === this.width && dark === this.dark) return
    this.width = width
    this.dark = dark
    this.colours = Object.fromEntries(
      Object.entries(this.pairs).map(([name, pair]) => [name, pair[dark ? 1 : 0]]))
    const narrow = width < 620
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
    let room = NOWHERE * rem  // for all bars, one row above the other
    if (this.map) {
      const wide = this.find("where").clientWidth
      const { map } = this.board
      const most = narrow ? 330 : Math.min(700, Math.max(300, window.innerHeight - ABOVE * rem))
      this.map.width = wide
      this.map.height = Math.round(Math.min(wide * map.height / Math.max(map.width, 1), most))
      room = this.map.height
      this.map.place = placing(map, this.map.width, this.map.height)
      this.map.paths = map.shapes.length ? pathsOf(map, this.map.place) : []
    }
    const across = getComputedStyle(this.find("columns")).gridTemplateColumns.split(" ").length
    const rows = Math.ceil(this.bars.length / across)
    const height = narrow ? 44 : Math.min(HIGHEST, Math.max(38, room / rows - AROUND * rem))
    for (const bars of this.bars) {
      bars.width = bars.box.clientWidth
      bars.height = Math.round(height)
    }
    this.soon()
  }

  soon() {
    if (this.asked) return
    this.asked = true
    requestAnimationFrame(() => { this.asked = false; this.draw() })
  }

  draw() {
    if (!this.labels || !this.width || !this.groups) return
    const began = performance.now()
    const { board, picks, colours } = this
    const k = this.groups.length
    const groupColours = Array.from({ length: k }, (_, group) => colours["group" + (group % 10)])
    if (!this.whole) this.count()
    const some = sift(board, this.labels, picks)
    this.find("count").textContent = isPicked(picks)
      ? `${thousands(some)} of ${thousands(board.n)} ${board.n === 1 ? board.noun[0] : board.noun[1]}`
      : `All ${thousands(board.n)} ${board.noun[1]}`
    this.find("clear").disabled = !isPicked(picks)
    if (this.map) {
      drawMap({ ...this.map, board, labels: this.labels, colours, groupColours, picks, line: this.line })
    }
    this.bars.forEach((bars, place) => {
      const range = picks.ranges.get(place)
      bars.most = this.most[place]
      drawBars(bars, barCounts(board, place), this.whole[place], range, colours)
      this.label(bars, board.columns[place], range)
    })
    const counts = groupCounts(board, this.labels, k), largest = Math.max(...this.sizes)
    this.groups.forEach((group, at) => {
      group.button.setAttribute("aria-pressed", String(picks.groups.has(at)))
      group.path.setAttribute("fill", groupColours[at])
      group.all.style.cssText = `width:${100 * this.sizes[at] / largest}%;background:${colours.rule}`
      group.some.style.cssText = `width:${100 * counts[at] / largest}%;background:${groupColours[at]}`
      const all = thousands(this.sizes[at])
      group.many.textContent = isPicked(picks) ? `${thousands(counts[at])} of ${all}` : all
    })
    this.frames.push(performance.now() - began)
    if (this.frames.length > 500) this.frames.shift()
    this.root.dataset.drawn = String(Number(this.root.dataset.drawn || 0) + 1)
  }

  count() {
    sift(this.board, this.labels, nothingPicked())
    this.whole = this.bars.map((_, place) => barCounts(this.board, place))
    this.most = this.whole.map((counts, place) => Math.max(...counts.slice(0, this.bars[place].bars)))
    this.sizes = groupCounts(this.board, this.labels, this.groups.length)
  }

  label(bars, column, range) {
    const [first, last] = range || [0, bars.bars - 1]
    bars.low.hidden = bars.high.hidden = Boolean(range)
    bars.clear.hidden = !range
    if (range) {
      const text = said(column, first, last)
      bars.text.textContent = text
      bars.clear.setAttribute("aria-label", `${column.label}: ${text}. Clear`)
    }
    bars.ends.forEach((input, end) => {
      const value = [first, last][end]
      if (Number(input.value) !== value) input.value = value
      const text = end ? column.high[last] || "the highest" : column.low[first] || "the lowest"
      input.setAttribute("aria-valuetext", column.unit && text[0] !== "t" ? `${text} ${column.unit}` : text)
    })
  }

  // -- what lies under the pointer -----------------------------------------------------------

  rowAt([x, y]) {
    const { map } = this.board
    if (this.map.paths.length) {
      const pen = this.map.canvas.getContext("2d")
      pen.save()
      pen.setTransform(1, 0, 0, 1, 0, 0)
      const found = this.map.paths.findIndex(path => pen.isPointInPath(path, x, y, "evenodd"))
      pen.restore()
      return found < 0 ? -1 : map.row[found]
    }
    const { place } = this.map
    let best = -1, least = 12 * 12
    for (let row = 0; row < this.board.n; row++) {
      if (map.x[row] < 0) continue
      const away = (place.left + map.x[row] * place.scale - x) ** 2 + (place.top + map.y[row] * place.scale - y) ** 2
      if (away < least) { least = away; best = row }
    }
    return best
  }

  tellBar(place, bar) {
    if (!this.whole) return
    const column = this.board.columns[place], many = barCounts(this.board, place)[bar]
    const noun = this.board.noun[many === 1 ? 0 : 1]
    this.find("here").textContent = `${column.label} ${said(column, bar, bar)}: ${thousands(many)} ${noun}`
  }

  tell(here) {
    const row = this.rowAt(here)
    if (row === this.under) return
    this.under = row
    this.find("here").textContent = row < 0 || !this.groups ? "" :
      `${this.board.names[row] || ""} · ${this.groups[this.labels[row]].button.querySelector(".vml-name").textContent}`
  }
}

export default function (component) {
  const root = component.parentElement.querySelector(".vml-linked")
  const text = component.data.board
  root.vmlLinked?.measure()  // the theme may have changed
  if (root.vmlText !== text) {
    root.vmlText = text
    root.vmlLinked = new Linked(root, { board: JSON.parse(text), colours: JSON.parse(component.data.colours) })
    const told = document.querySelector(".vml-told")?.vmlTold
    if (told) root.vmlLinked.told(told)
  }
}
