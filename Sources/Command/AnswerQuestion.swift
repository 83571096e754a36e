internal import ArgumentParser
internal import Content
internal import Foundation
internal import Manuscript
internal import Publishing
internal import Readership

struct AnswerQuestion: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "Begins an answer to a reader's question, for everybody.",
        discussion: help(
            """
            It makes the file of a new item in the edition's folder and claims the question, unless \
            somebody else looks after it. The file holds nothing that the reader wrote, and does not \
            pass `hoofbeat check` before somebody has written the question and the answer in their \
            own words. From there it goes through `revise` and `approve` as every item does. Once \
            the journal has it, the same command closes the question; until then it stays in the \
            queue.

            Example:
              hoofbeat answer 7K2Q-9MTD --edition Editions/nets --slug diarrhoea-at-night \\
                --by "Ada Example"
            """))

    @OptionGroup var act: QuestionOptions
    @Option(help: ArgumentHelp("The edition.", valueName: "folder")) var edition = "Editions/nets"
    @Option(help: ArgumentHelp("The last part of its address.", valueName: "name")) var slug: String

    func run() async throws {
        try await reporting {
            guard isSlug(slug), let item = ItemID("questions/\(slug)"),
                reservedName(above: item) == nil
            else {
                throw QuestionRefusal.notASlug(slug)
            }
            let work = try act.begin()
            let question = work.question
            guard question.closing == nil else { throw QuestionRefusal.closed(question.id.code) }
            try work.requireNobodyElse()
            if try work.knows(item) {
                guard isDraft(of: question) else { throw QuestionRefusal.knownItem(item) }
                try work.close(.answered(by: item))
                print("answered  \(work.code)  \(item)")
                return
            }
            let path = try draft(of: question, at: work.deed.at)
            // A crash before this leaves the file; the same command then goes on from it.
            try work.claim()
            print(
                "\(path)\n\nWhat the reader asked:\n" + question.textLines.joined(separator: "\n")
                    + "\n\nWhen the journal has your answer, the same command closes the question.")
        }
    }

    private func folder(of question: AskedQuestion) -> URL {
        URL(fileURLWithPath: edition)
            .appendingPathComponent("\(question.audience.language)/questions")
    }

    /// Whether the item's file was made for this question.
    private func isDraft(of question: AskedQuestion) -> Bool {
        let file = folder(of: question).appendingPathComponent("\(slug).md")
        let there = FileManager.default.contents(atPath: file.path) ?? Data()
        return String(decoding: there, as: UTF8.self).contains("For \(question.id.code),")
    }

    /// Makes the file, unless it was made for this question before.
    ///
    /// - Returns: where it is.
    private func draft(of question: AskedQuestion, at now: Instant) throws -> String {
        let folder = folder(of: question)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: edition, isDirectory: &isFolder),
            isFolder.boolValue
        else { throw FolderRefusal.noFolder(edition) }
        let file = folder.appendingPathComponent("\(slug).md")
        let text = AnswerDraft(code: question.id.code, day: Day(of: now, in: .gmt)).text
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            try write(text, to: file.path)
        } catch let error as POSIXError where error.code == .EEXIST {
            guard isDraft(of: question) else {
                throw QuestionRefusal.draftIsThere(file.relativePath)
            }
        } catch {
            throw QuestionRefusal.unwritable(file.relativePath, why: sentence(for: error))
        }
        return file.relativePath
    }

    /// Durable when it returns; whatever is there stays.
    private func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data(text.utf8))
        try file.synchronize()
    }
}

/// The beginning of an answer. Its question, short answer, topics and text are left to be written, so
/// that it is no item yet. What the reader wrote is not in it: that stays where it is deleted in time,
/// and never gets into the journal with the file.
struct AnswerDraft {
    let code: QuestionCode
    let day: Day

    var text: String {
        """
        ---
        # For \(code), which `hoofbeat questions` shows for as long as it is kept. Write the
        # question and the answer in your own words, for everybody. docs/writing.md says how.
        title:
        summary:
        reviewed: \(day)
        next-review: \(day.adding(months: 6))
        change: New answer.
        topics:
        medicine: false
        ask:
        ---

        """
    }
}
