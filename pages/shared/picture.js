// One figure, drawn in place: a changed figure updates the picture that is there (no flash, no jump).
const LIBRARY = new URL("app/static/plotly-basic.min.js", document.baseURI).href

function library() {
  if (!window.vmlPlotly) {
    window.vmlPlotly = new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = LIBRARY
      script.onload = () => resolve(window.Plotly)
      script.onerror = () => reject(new Error("the drawing library did not load"))
      document.head.appendChild(script)
    })
    window.vmlPlotly.catch(() => { window.vmlPlotly = null })
  }
  return window.vmlPlotly
}

function paint(part, colours) {
  if (Array.isArray(part)) return part.map(piece => paint(piece, colours))
  if (part && typeof part === "object") {
    return Object.fromEntries(Object.entries(part).map(([key, piece]) => [key, paint(piece, colours)]))
  }
  if (typeof part === "string" && part[0] === "$" && part.slice(1) in colours) return colours[part.slice(1)]
  return part
}

// Text grows on a projector: every font size in the figure is multiplied.
function grow(part, factor) {
  if (Array.isArray(part)) return part.map(piece => grow(piece, factor))
  if (part && typeof part === "object") {
    return Object.fromEntries(Object.entries(part).map(([key, piece]) =>
      [key, key === "font" || key === "tickfont" || key === "textfont"
        ? { ...piece, ...(piece.size ? { size: piece.size * factor } : {}) } : grow(piece, factor)]))
  }
  return part
}

// A trace both figures draw is sent once: the narrow one names its place in the wide one.
function withSharedTraces(data) {
  const traces = data.narrow.data.map(trace => (typeof trace === "number" ? data.figure.data[trace] : trace))
  return { ...data, narrow: { ...data.narrow, data: traces } }
}

export default function (component) {
  const { parentElement } = component
  const data = withSharedTraces(JSON.parse(component.data.chart))
  const figure = parentElement.querySelector("figure")
  const stage = figure.querySelector(".vml-stage")
  figure.querySelector(".vml-words").textContent = data.words
  figure.querySelector(".vml-caution").textContent = data.caution
  stage.setAttribute("aria-label", data.words)
  figure.vmlData = data

  const draw = () => {
    const now = figure.vmlData
    const width = figure.clientWidth
    if (!width) return
    const narrow = width < now.breakpoint
    const chosen = narrow ? now.narrow : now.figure
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
    const dark = isDark(figure)
    const colours = Object.fromEntries(
      Object.entries(now.colours).map(([name, pair]) => [name, pair[dark ? 1 : 0]]))
    const height = Math.round(chosen.layout.height * (narrow ? 1 : rem))
    stage.style.minHeight = height + "px"
    library().then(Plotly => {
      if (figure.vmlData !== now || !stage.isConnected) return
      const painted = grow(paint(chosen, colours), narrow ? 1 : rem)
      painted.layout.width = width
      painted.layout.height = height
      figure.dataset.drawn = String(Number(figure.dataset.drawn || 0) + 1)
      // From the wide figure to the narrow one: begin anew, or the room for the wide labels stays.
      if (figure.vmlNarrow !== undefined && figure.vmlNarrow !== narrow) Plotly.purge(stage)
      figure.vmlNarrow = narrow
      return Plotly.react(stage, painted.data, painted.layout,
        { displayModeBar: false, responsive: false, doubleClick: false, showTips: false })
    }).catch(() => { stage.textContent = "" })
  }
  draw()

  if (!figure.vmlWatch) {
    figure.vmlWatch = new ResizeObserver(() => {
      const width = figure.clientWidth
      const theme = isDark(figure)
      if (width !== figure.vmlWidth || theme !== figure.vmlTheme) {
        figure.vmlWidth = width
        figure.vmlTheme = theme
        figure.vmlDraw()
      }
    })
    figure.vmlWatch.observe(figure)
  }
  figure.vmlDraw = draw

  return () => {
    figure.vmlWatch?.disconnect()
    figure.vmlWatch = null
    // Later, and only if the picture is really gone: purging while it is being drawn is an error.
    setTimeout(() => { if (!stage.isConnected && window.Plotly) window.Plotly.purge(stage) }, 2000)
  }
}
