// The words under the board; they also hand the board its groups, and send what is picked.
export default function (component) {
  const { parentElement, data, setStateValue } = component
  const box = parentElement.querySelector(".vml-told")
  const told = JSON.parse(data.told)
  box.querySelector(".vml-words").textContent = told.words
  box.querySelector(".vml-caution").textContent = told.caution
  box.vmlTold = told
  box.vmlSend = text => setStateValue("picked", text)
  document.querySelector(".vml-linked")?.vmlLinked?.told(told)
}
