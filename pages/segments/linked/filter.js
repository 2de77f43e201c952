// Which rows are picked, and how many of them are in each bar and group. The same sums as core/linked.
const GAP = 255

function decoded(text) {
  const raw = atob(text)
  const bytes = new Uint8Array(raw.length)
  for (let place = 0; place < raw.length; place++) bytes[place] = raw.charCodeAt(place)
  return bytes
}

function nothingPicked() {
  return { groups: new Set(), ranges: new Map(), around: null, rows: new Set() }
}

function isPicked(picks) {
  return picks.groups.size + picks.ranges.size + picks.rows.size > 0 || picks.around !== null
}

// "g0.2_h3.4.9_l10.10.90.10.90.90_r5.17": groups, a column's first and last bar, corners of a line, rows.
function spell(picks) {
  const inOrder = numbers => [...numbers].sort((a, b) => a - b)
  const parts = []
  if (picks.groups.size) parts.push("g" + inOrder(picks.groups).join("."))
  for (const place of inOrder(picks.ranges.keys())) parts.push("h" + [place, ...picks.ranges.get(place)].join("."))
  if (picks.around) parts.push("l" + picks.around.join("."))
  if (picks.rows.size) parts.push("r" + inOrder(picks.rows).join("."))
  return parts.join("_")
}

function read(text) {
  const picks = nothingPicked()
  for (const part of text.split("_").filter(Boolean)) {
    const numbers = part.slice(1).split(".").map(Number)
    if (part[0] === "g") numbers.forEach(group => picks.groups.add(group))
    if (part[0] === "h") picks.ranges.set(numbers[0], [numbers[1], numbers[2]])
    if (part[0] === "l") picks.around = numbers
    if (part[0] === "r") numbers.forEach(row => picks.rows.add(row))
  }
  return picks
}

// The even-odd rule (Shimrat 1962).
function inside(corners, x, y) {
  let found = false
  let [xj, yj] = corners.slice(-2)
  for (let place = 0; place < corners.length; place += 2) {
    const xi = corners[place], yi = corners[place + 1]
    if ((yi > y) !== (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi) found = !found
    xj = xi
    yj = yi
  }
  return found
}

// How many of the conditions a row fails, and the last one it fails: a bar shows the rows that fail none but
// its own. Conditions are numbered: columns from 0, then groups, then places.
function sift(board, labels, picks) {
  const { n, codes, columns, map } = board
  const { fails, last, kept } = board.room
  fails.fill(0)
  last.fill(-1)
  const fail = (row, which) => { fails[row]++; last[row] = which }
  for (const [place, [first, end]] of picks.ranges) {
    const start = place * n
    for (let row = 0; row < n; row++) {
      const code = codes[start + row]
      if (code < first || code > end || code === GAP) fail(row, place)
    }
  }
  if (picks.groups.size) {
    const wanted = new Uint8Array(256)
    picks.groups.forEach(group => { wanted[group] = 1 })
    for (let row = 0; row < n; row++) if (!wanted[labels[row]]) fail(row, columns.length)
  }
  if (picks.around || picks.rows.size) {
    for (let row = 0; row < n; row++) {
      const here = picks.rows.has(row) ||
        (picks.around && map && map.x[row] >= 0 && inside(picks.around, map.x[row], map.y[row]))
      if (!here) fail(row, columns.length + 1)
    }
  }
  let some = 0
  for (let row = 0; row < n; row++) { kept[row] = fails[row] === 0 ? 1 : 0; some += kept[row] }
  return some
}

// Rows per bar of a column, of those that fail no other condition.
function barCounts(board, place) {
  const { n, codes } = board
  const { fails, last } = board.room
  const counts = new Uint32Array(256)
  const start = place * n
  for (let row = 0; row < n; row++) {
    if (fails[row] === 0 || (fails[row] === 1 && last[row] === place)) counts[codes[start + row]]++
  }
  return counts
}

// Picked rows per group.
function groupCounts(board, labels, k) {
  const counts = new Uint32Array(k)
  for (let row = 0; row < board.n; row++) counts[labels[row]] += board.room.kept[row]
  return counts
}

// A line with at most so many corners: those are dropped first that lie nearest to the line without them.
function fewer(corners, most) {
  const points = []
  for (let place = 0; place < corners.length; place += 2) points.push([corners[place], corners[place + 1]])
  const area = place => {
    const [a, b, c] = [-1, 0, 1].map(step => points[(place + step + points.length) % points.length])
    return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]))
  }
  while (points.length > most) {
    let least = 0
    for (let place = 1; place < points.length; place++) if (area(place) < area(least)) least = place
    points.splice(least, 1)
  }
  return points.flat()
}

function said(column, first, last) {
  const low = column.low[first], high = column.high[last]
  const unit = column.unit ? "\u00a0" + column.unit : ""
  if (low === high) return low ? low + unit : "any value"
  if (!low) return `below ${high}${unit}`
  return high ? `${low} to ${high}${unit}` : `${low}${unit} and more`
}
