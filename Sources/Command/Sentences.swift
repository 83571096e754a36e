internal import ArgumentParser
internal import Content
internal import Foundation
internal import Manuscript
internal import Publishing
internal import Rendering

/// Runs a command's work, and turns what a rule or a database says into one clear sentence on
/// standard error and exit code 1.
func reporting<Result>(_ work: () async throws -> Result) async throws -> Result {
    do {
        return try await work()
    } catch let exit as ExitCode {
        throw exit
    } catch let validation as ValidationError {
        throw validation
    } catch {
        note(Terminal.error.styled("hoofbeat: ", .red) + sentence(for: error))
        throw ExitCode(1)
    }
}

/// One sentence, or a few, for a person.
func sentence(for error: any Error) -> String {
    switch error {
    case let refusal as PublishingRefusal: refusal.sentence
    case let refusal as StoreRefusal: refusal.sentence
    case let fault as StoreFault: fault.sentence
    case let refusal as KeyRefusal: refusal.sentence
    case let refusal as DirectoryRefusal: refusal.sentence
    case let refusal as TableRefusal: refusal.sentence
    case let refusal as CSV.Refusal: refusal.sentence
    case let refusal as RestoreRefusal: refusal.sentence
    case let refusal as BouncedRefusal: refusal.sentence
    case let refusal as QuestionRefusal: refusal.sentence
    case let refusal as FolderRefusal: refusal.sentence
    case let refusal as ScoreRefusal: refusal.sentence
    case let refusal as FactCodec.Refusal: refusal.sentence
    case let refusal as Templates.Refusal:
        "the template \(refusal.name) cannot be used: \(refusal.detail)"
    case let refusal as ArticleCodec.Refusal: refusal.sentence
    case let error as CocoaError: error.localizedDescription
    default: "\(error)"
    }
}

extension ArticleCodec.Refusal {
    fileprivate var sentence: String {
        switch self {
        case .notAnArticle(let detail): "an article in the journal cannot be read: \(detail)"
        case .unknownSchema(let schema):
            "a newer hoofbeat wrote an article in the journal (schema \(schema))"
        }
    }
}

extension PublishingRefusal {
    var sentence: String {
        switch self {
        case .emptyJournal:
            "the journal holds no edition yet; `hoofbeat revise` writes one"
        case .clockBehind(let journal):
            "this machine's clock is behind the journal, whose last entry is of "
                + "\(journal.rfc3339); set the clock and try again"
        case .busy: "others are writing to the journal; try again"
        case .findings(let findings):
            findings.isEmpty
                ? "the edition could not be read; `hoofbeat check` says why"
                : "nothing was written, since the text has \(counted(findings.count, "error"))\n"
                    + findings.map(\.lines).joined(separator: "\n")
        case .vanished(let items):
            "nothing was written, since the files of \(listed(items)) are gone; say what became of "
                + "them with `hoofbeat move` or `hoofbeat withdraw`, or use --withdraw-missing "
                + "--reason"
        case .unknownItem(let item): "the journal has no item \(item)"
        case .unknownDigest(let digest): "the journal holds nothing under \(digest)"
        case .alteredBlob(let digest):
            "the database is damaged: the blob \(digest) holds other bytes than its name says; "
                + "nothing was changed. Restore a backup"
        case .lostBlob(let digest):
            "the database is damaged: the blob \(digest) is not there; nothing was changed. "
                + "Restore a backup"
        case .unknownMarket(let name): "the edition has no market \(name)"
        case .unknownLanguage(let name, let market):
            "the market \(market) has no language \(name)"
        case .noArticle(let item): "\(item) has no article for these markets"
        case .notNewest(let item, let named, let newest):
            "\(item)@\(named) is not its newest article any more; that is "
                + newest.map(\.short).joined(separator: ", ")
                + ". Look at it with `hoofbeat diff \(item)` first"
        case .ownWords(let item, let author):
            "\(author) wrote \(item), and nobody approves their own words"
        case .ownConfiguration(let author):
            "\(author) wrote the configuration, and nobody approves their own"
        case .expiresBeforePrepared:
            "the approval would end before its date of preparation, or on it"
        case .expiresTooLate(let latest):
            "an approval ends at most 24 months after its date of preparation: on \(latest)"
        case .expiresInThePast: "the approval would have ended before it began"
        case .preparedInTheFuture: "the date of preparation is in the future"
        case .beginsInThePast: "--from is in the past; leave it out, and it counts at once"
        case .erased(let item): "the words of \(item) have been erased, and cannot come back"
        case .alreadyWithdrawn(let item): "\(item) is withdrawn already"
        case .notWithdrawn(let item): "\(item) is not withdrawn"
        case .reinstatesNothing(let item):
            "no market shows unreviewed articles, so only an approval brings \(item) back"
        case .movedAway(let item, let target):
            "nothing was written, since \(item) has moved to \(target) and its file is still there; "
                + "take the file away, or say in its `change` note that the page is back"
        case .homeStays: "the front page cannot move; write its new words in its file"
        case .movesOntoItself(let item): "\(item) cannot move onto itself"
        case .movesInACircle(let item): "\(item) would move in a circle"
        case .alreadyMoved(let item): "\(item) has moved already"
        case .nothingWaits: "no configuration waits for approval"
        case .nothingToApprove: "there is nothing to approve"
        case .empty(let name): "the \(name) is empty"
        case .tooLong(let name, let limit): "the \(name) is longer than \(limit) characters"
        case .unprintable(let name): "the \(name) holds characters that cannot be printed"
        }
    }
}

extension StoreRefusal {
    var sentence: String {
        switch self {
        case .damaged(let path, let detail):
            "the database \(path) is damaged (\(oneLine(detail))); nothing was changed. Restore a backup"
        case .newer(let path, let found, let known):
            "a newer hoofbeat wrote the database \(path) (schema \(found); this one knows "
                + "\(known)); nothing was changed"
        case .foreign(let path): "\(path) is not a database of hoofbeat; nothing was changed"
        case .occupied(let path, let table):
            "\(path) holds something else already, in its table \(table); what is there was left alone. "
                + "If it is an earlier copy that nobody served, --match has it lose what the source lost"
        }
    }
}

extension StoreFault {
    fileprivate var sentence: String {
        switch self {
        case .broken(let rule): "the database refused the change: \(rule.rawValue)"
        case .full: "the disk is full; nothing was written"
        case .busy: "another writer holds the journal; nothing was written. Try again"
        case .readOnly: "the database may only be read; nothing was written"
        case .disk(let path):
            "the disk failed or is full while the database \(path) was read or written"
        case .notAFile(let path): "\(path) is a folder; name a file for the database"
        case .unreachable(let path): "the database \(path) cannot be opened or made there"
        case .replaced(let path):
            "the database \(path) is not the file any more that was opened; start again"
        case .exists(let path): "\(path) is there already, and is left alone"
        case .absent(let path): "there is no database \(path); `hoofbeat revise` makes one"
        case .unreadableAddress:
            "the address of the database cannot be read; it is postgres://USER@HOST:PORT/NAME, and "
                + "what means something else there is written as %2F and the like"
        case .away(let database, let reason):
            "the database \(database) cannot be reached: \(reason)"
        case .refused(let database, let reason):
            "the database \(database) refused: \(reason)"
        case .uncertain(let database):
            "the database \(database) went away at the last moment, and it is not known whether it "
                + "kept what was written. See `hoofbeat journal` before you try again"
        case .closed: "the database is closed"
        }
    }
}

extension FactCodec.Refusal {
    fileprivate var sentence: String {
        switch self {
        case .notAFact(let sequence, let detail):
            "entry \(sequence) of the journal cannot be read: \(detail)"
        case .unknownSchema(let sequence, let schema):
            "a newer hoofbeat wrote entry \(sequence) of the journal (schema \(schema))"
        }
    }
}

func counted(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
}

private func listed(_ items: [ItemID]) -> String {
    let shown = items.prefix(5).map(\.path).joined(separator: ", ")
    return items.count > 5 ? "\(shown) and \(items.count - 5) more" : shown
}

/// What another program says, on one line.
private func oneLine(_ words: String) -> String {
    words.split(whereSeparator: \.isNewline).joined(separator: " ")
}
