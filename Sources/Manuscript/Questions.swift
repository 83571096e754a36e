internal import Content

/// Reads what a question has besides the fields of every item.
func readQuestion(
    _ fields: inout Fields, _ reader: inout MarkdownReader, _ file: MarkdownFile
) -> Question {
    let ask = readAsk(&fields)
    let answer = reader.read(String(file.body), lines: LineMap(first: file.bodyLine))
    return Question(answer: answer, ask: ask)
}

/// Questions to take to the team, which are shown where nothing can be cited.
func readAsk(_ fields: inout Fields) -> [String] {
    let questions = fields.texts("ask")
    for question in questions { fields.noteNumber(in: question, of: "ask", called: "question") }
    return questions
}
