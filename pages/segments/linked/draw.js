// Canvases: the map, and the bars of a column.
const FAINT = { shape: 0.16, point: 0.14 }
const EDGE = 6

function sized(canvas, width, height) {
  const scale = window.devicePixelRatio || 1
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    canvas.style.width = width + "px"
    canvas.style.height = height + "px"
  }
  const pen = canvas.getContext("2d")
  pen.setTransform(scale, 0, 0, scale, 0, 0)
  pen.clearRect(0, 0, width, height)
  return pen
}

// The map's whole numbers to pixels, with a little room around.
function placing(map, width, height) {
  const scale = Math.min((width - 2 * EDGE) / Math.max(map.width, 1), (height - 2 * EDGE) / Math.max(map.height, 1))
  const left = (width - scale * map.width) / 2, top = (height - scale * map.height) / 2
  return { scale, left, top, toMap: (x, y) => [Math.round((x - left) / scale), Math.round((y - top) / scale)] }
}

const DOT = 4
const THIN = 0.5  // px of an outline; those of small shapes are thinner, or the outlines would cover them
const LARGE = 18  // px across, from which on a shape has a whole outline

function ringRound(pen, place, map, row) {
  pen.beginPath()
  pen.arc(place.left + map.x[row] * place.scale, place.top + map.y[row] * place.scale, 3 * DOT, 0, 2 * Math.PI)
  pen.stroke()
}

function pathsOf(map, place) {
  return map.shapes.map((rings, shape) => {
    const path = new Path2D(), row = map.row[shape]
    if (!rings.length && row >= 0) {  // too small for an outline, or a point on the map itself
      path.arc(place.left + map.x[row] * place.scale, place.top + map.y[row] * place.scale, DOT, 0, 2 * Math.PI)
    }
    const box = [Infinity, Infinity, -Infinity, -Infinity]
    for (const ring of rings) {
      let x = 0, y = 0
      for (let at = 0; at < ring.length; at += 2) {
        x += ring[at]
        y += ring[at + 1]
        const [px, py] = [place.left + x * place.scale, place.top + y * place.scale]
        box[0] = Math.min(box[0], px)
        box[1] = Math.min(box[1], py)
        box[2] = Math.max(box[2], px)
        box[3] = Math.max(box[3], py)
        if (at) path.lineTo(px, py)
        else path.moveTo(px, py)
      }
      path.closePath()
    }
    const across = Math.min(box[2] - box[0], box[3] - box[1])
    path.edge = across < 4 ? 0 : THIN * Math.min(1, across / LARGE)
    return path
  })
}

function drawMap(view) {
  const { canvas, board, labels, colours, groupColours, picks, line, place, paths } = view
  const { map } = board
  const { kept } = board.room
  const pen = sized(canvas, view.width, view.height)
  if (paths.length) {
    for (const strong of [false, true]) {
      pen.globalAlpha = strong ? 1 : FAINT.shape
      for (let shape = 0; shape < paths.length; shape++) {
        const row = map.row[shape]
        if ((row >= 0 && kept[row] === 1) !== strong) continue
        pen.fillStyle = row < 0 ? colours.rule : groupColours[labels[row]]
        pen.fill(paths[shape], "evenodd")
      }
      pen.globalAlpha = 1
      pen.strokeStyle = strong ? colours.paper : colours.rule
      for (let shape = 0; shape < paths.length; shape++) {
        const row = map.row[shape]
        if ((row >= 0 && kept[row] === 1) !== strong) continue
        pen.lineWidth = paths[shape].edge
        if (paths[shape].edge) pen.stroke(paths[shape])
      }
    }
    pen.strokeStyle = colours.ink
    pen.lineWidth = 2
    for (let shape = 0; shape < paths.length; shape++) {
      if (map.row[shape] < 0 || !picks.rows.has(map.row[shape])) continue
      pen.stroke(paths[shape])
      if (paths[shape].edge < THIN) ringRound(pen, place, map, map.row[shape])
    }
  } else {
    const size = board.n > 3000 ? 3 : 6
    for (const strong of [false, true]) {
      pen.globalAlpha = strong ? 1 : FAINT.point
      for (let group = 0; group < groupColours.length; group++) {
        pen.fillStyle = groupColours[group]
        for (let row = 0; row < board.n; row++) {
          if (labels[row] !== group || map.x[row] < 0 || (kept[row] === 1) !== strong) continue
          pen.fillRect(place.left + map.x[row] * place.scale - size / 2,
            place.top + map.y[row] * place.scale - size / 2, size, size)
        }
      }
    }
    pen.globalAlpha = 1
    pen.strokeStyle = colours.ink
    pen.lineWidth = 2
    for (const row of picks.rows) {
      if (row >= board.n || map.x[row] < 0) continue
      pen.strokeRect(place.left + map.x[row] * place.scale - size / 2 - 2,
        place.top + map.y[row] * place.scale - size / 2 - 2, size + 4, size + 4)
    }
  }
  const corners = line || picks.around
  if (corners && corners.length >= 4) {
    pen.beginPath()
    for (let at = 0; at < corners.length; at += 2) {
      pen.lineTo(place.left + corners[at] * place.scale, place.top + corners[at + 1] * place.scale)
    }
    pen.closePath()
    pen.strokeStyle = colours.ink
    pen.lineWidth = 2
    pen.setLineDash([6, 4])
    pen.stroke()
    pen.setLineDash([])
  }
}

function drawBars(view, counts, whole, range, colours) {
  const pen = sized(view.canvas, view.width, view.height)
  const bars = view.bars
  const wide = view.width / bars, floor = view.height - 1
  const most = Math.max(1, view.most)
  for (let bar = 0; bar < bars; bar++) {
    const height = count => (count ? Math.max(1.5, (count / most) * (floor - 2)) : 0)
    const all = height(whole[bar]), some = height(counts[bar])
    pen.fillStyle = colours.rule
    pen.fillRect(bar * wide + 0.5, floor - all, wide - 1, all)
    const out = range && (bar < range[0] || bar > range[1])
    pen.fillStyle = out ? colours.spared : colours.ink
    pen.fillRect(bar * wide + 0.5, floor - some, wide - 1, some)
  }
  pen.fillStyle = colours.faint
  pen.fillRect(0, floor, view.width, 1)
  if (range) {
    pen.fillStyle = colours.accent
    pen.globalAlpha = 0.12
    pen.fillRect(range[0] * wide, 0, (range[1] - range[0] + 1) * wide, floor)
    pen.globalAlpha = 1
    pen.strokeStyle = colours.ink
    pen.lineWidth = 1.5
    pen.strokeRect(range[0] * wide + 0.75, 0.75, (range[1] - range[0] + 1) * wide - 1.5, floor - 0.75)
  }
}
