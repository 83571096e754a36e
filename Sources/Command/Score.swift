internal import Appraisal
internal import ArgumentParser
internal import Content
internal import Foundation
internal import Manuscript

struct Score: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Measures how easily the texts of an edition are read, and judges them by checklists.",
        discussion: help(
            """
            EASE is Flesch's reading ease, from 0, hard, to 100, easy; 65 and more is plain English. \
            GRADE (Flesch and Kincaid) and SMOG are school years. LONG counts sentences of more than \
            `plain-sentence`, twenty, words; PARA, the sentences of the longest paragraph; PASSIVE, \
            those of 100 in the passive voice. BALANCE is words on benefits for each word on harms, \
            DRIFT the words of 100 that are for some markets only. CLEAR and USEFUL are the two \
            parts of PEMAT-P, as far as a program can answer. None of it tells whether a text is true.

            Examples:
              hoofbeat score Editions/nets
              hoofbeat score --format json | jq .edition
              hoofbeat score --format json | jq '.items[] | select(.ease < 65) | .item'
              hoofbeat score --format html > score.html
            """))

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, html }

    @OptionGroup var folder: EditionArgument
    @Option(help: "How to print the figures.") var format = Format.text
    @Option(
        help: ArgumentHelp(
            "The day to judge review dates by; today in the edition's time zone.", valueName: "day")
    )
    var today: Day?
    @OptionGroup var hyphenation: HyphenationOption

    func run() async throws {
        try await reporting {
            let edition = read(try EditionFolder(path: folder.edition).read(), today: nil).edition
            let appraisal = appraise(edition, [.english: try hyphenation.dictionary()])
            let report = ScoreReport(appraisal, edition, today: today ?? day(in: edition))
            switch format {
            case .text: printText(report)
            case .json: print(try json(report.record))
            case .html: print(report.html)
            }
        }
    }

    private func day(in edition: Edition) -> Day {
        let zone = edition.configuration.flatMap { TimeZone(identifier: $0.timeZone) }
        return Day(of: Outside.get().now(), in: zone ?? .gmt)
    }

    private func printText(_ report: ScoreReport) {
        print(Terminal.table([ScoreReport.columns.map { $0.uppercased() }] + report.rows))
        print("\n\(report.summary)\n")
        print(Terminal.table([["CHECKLIST", "MET", "OF", "LEFT TO PEOPLE"]] + report.lists))
        for missed in report.missed { print(missed) }
        print("\nAnswered for every page by its frame, as a test proves:")
        for answer in report.framed { print("\(answer[0]): \(answer[1]) \(answer[2])") }
    }
}
