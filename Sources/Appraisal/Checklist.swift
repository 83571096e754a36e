internal import Content

/// A list by which information for patients is judged. The questions stand here in our own words.
package enum Checklist: String, Hashable, Sendable, CaseIterable {
    /// Shoemaker SJ et al., Patient Educ Couns 2014;96:395 (AHRQ): can it be understood?
    case understandable = "PEMAT-P understandability"
    /// The same: can it be acted on?
    case actionable = "PEMAT-P actionability"
    /// Charnock D et al., J Epidemiol Community Health 1999;53:105.
    case discern = "DISCERN"
    /// Baur C, Prue C, Health Promot Pract 2014;15:629 (CDC).
    case clear = "CDC Clear Communication Index"
    /// Silberg WM et al., JAMA 1997;277:1244.
    case jama = "JAMA benchmarks"
    /// The NHS digital service manual.
    case nhs = "NHS content rules"
    /// Joseph-Williams N et al., Med Decis Making 2014;34:699: of the comparison as a whole.
    case ipdas = "IPDASi"
}

/// One question of a checklist.
package struct Criterion: Hashable, Sendable {
    package let checklist: Checklist
    /// As the checklist numbers it.
    package let number: String
    package let asks: String
    package let judge: Judge
    /// Of what the frame of every page answers, the test that holds it, as `file: name`.
    package let proof: String?

    init(
        _ checklist: Checklist, _ number: String, _ asks: String, _ judge: Judge,
        proof: String? = nil
    ) {
        (self.checklist, self.number, self.asks) = (checklist, number, asks)
        (self.judge, self.proof) = (judge, proof)
    }

    package enum Judge: String, Hashable, Sendable {
        /// A program can tell.
        case program
        /// A program can tell something, and a person should look.
        case flag
        /// The frame that the program prints around every text answers it, whatever the text.
        case frame
        /// Only a person can tell.
        case person
    }
}

/// The tests that hold what the frame of every page answers.
enum Proof {
    static let dates =
        "Tests/Browser/test_every_page.py: "
        + "test_the_dates_of_the_last_and_the_next_check_stand_with_the_title"
    static let summary =
        "Tests/PressTests/PressTests.swift: a summary stands with the title, before the text"
    static let figures =
        "Tests/PressTests/PressTests.swift: the page on trust says of each page how it reads"
    static let versions =
        "Tests/EndToEnd/test_looking_back.py: test_a_past_page_is_shown_again_to_the_byte"
}

/// What became of a question.
package enum Mark: Hashable, Sendable {
    case met
    case missed(String)
    /// There is nothing of the kind in the text.
    case notHere
    /// Left open for a person.
    case open
}

package struct Verdict: Hashable, Sendable {
    package let criterion: Criterion
    package let mark: Mark
}

/// How many of the questions that a program can judge, and that apply, are met.
package struct Share: Hashable, Sendable {
    package let met: Int
    package let of: Int

    package init(_ verdicts: some Sequence<Verdict>) {
        var (met, of) = (0, 0)
        for verdict in verdicts {
            switch verdict.mark {
            case .met: (met, of) = (met + 1, of + 1)
            case .missed: of += 1
            case .notHere, .open: break
            }
        }
        (self.met, self.of) = (met, of)
    }

    /// Rounded down; nil when nothing applies.
    package var percent: Int? { of == 0 ? nil : met * 100 / of }
}

/// A question, and how a program answers it.
struct Test: Sendable {
    let criterion: Criterion
    private let look: @Sendable (Signs, Goals) -> Mark

    func verdict(on signs: Signs, _ goals: Goals) -> Verdict {
        Verdict(criterion: criterion, mark: look(signs, goals))
    }

    private init(
        _ checklist: Checklist, _ number: String, _ asks: String, _ judge: Criterion.Judge,
        _ look: @escaping @Sendable (Signs, Goals) -> Mark
    ) {
        criterion = Criterion(checklist, number, asks, judge)
        self.look = look
    }

    private init(frame criterion: Criterion) {
        (self.criterion, look) = (criterion, { _, _ in .met })
    }

    /// Met where `look` finds nothing to say against it.
    static func program(
        _ checklist: Checklist, _ number: String, _ asks: String, flag: Bool = false,
        missing: String, where look: @escaping @Sendable (Signs, Goals) -> Bool
    ) -> Test {
        Test(checklist, number, asks, flag ? .flag : .program) {
            look($0, $1) ? .met : .missed(missing)
        }
    }

    /// The same, where it applies.
    static func program(
        _ checklist: Checklist, _ number: String, _ asks: String, flag: Bool = false,
        missing: String, applies: @escaping @Sendable (Signs, Goals) -> Bool,
        where look: @escaping @Sendable (Signs, Goals) -> Bool
    ) -> Test {
        Test(checklist, number, asks, flag ? .flag : .program) {
            !applies($0, $1) ? .notHere : look($0, $1) ? .met : .missed(missing)
        }
    }

    static func person(_ checklist: Checklist, _ number: String, _ asks: String) -> Test {
        Test(checklist, number, asks, .person) { _, _ in .open }
    }

    /// Met by the frame of every page, as a test proves.
    static func frame(
        _ checklist: Checklist, _ number: String, _ asks: String, proof: String
    ) -> Test {
        Test(frame: Criterion(checklist, number, asks, .frame, proof: proof))
    }

    /// Missed until somebody does what no program can.
    static func never(
        _ checklist: Checklist, _ number: String, _ asks: String, missing: String
    ) -> Test {
        Test(checklist, number, asks, .program) { _, _ in .missed(missing) }
    }
}
