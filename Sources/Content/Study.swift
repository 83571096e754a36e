/// A study: who took part, what was compared, what was measured; and its words in one language.
package struct Study: Hashable, Sendable {
    package var name: String
    package var year: Int?
    package var design: String
    /// How many took part; nil where it is not known.
    package var people: Int?
    /// Slugs of the treatments it speaks of.
    package var treatments: [String]
    /// Slugs of the pages in `about` on the tumours of those who took part.
    package var tumours: [String]
    package var references: [ReferenceKey]
    /// Its number in a register of trials, such as `NCT01578239`.
    package var registered: String?
    package var arms: [Arm]
    package var outcomes: [Outcome]
    package var words: Words

    package init(
        name: String, year: Int?, design: String, people: Int?, treatments: [String],
        tumours: [String] = [], references: [ReferenceKey], registered: String?, arms: [Arm],
        outcomes: [Outcome],
        words: Words
    ) {
        self.name = name
        self.year = year
        self.design = design
        self.people = people
        self.treatments = treatments
        self.tumours = tumours
        self.references = references
        self.registered = registered
        self.arms = arms
        self.outcomes = outcomes
        self.words = words
    }

    package struct Arm: Hashable, Sendable {
        package var key: String
        package var label: String
        package var people: Int?

        package init(key: String, label: String, people: Int?) {
            (self.key, self.label, self.people) = (key, label, people)
        }
    }

    package struct Outcome: Hashable, Sendable {
        package var key: String
        package var label: String
        package var unit: Unit
        /// One for each arm that was measured, in the order of `arms`.
        package var values: [Value]
        package var differs: Difference

        package init(
            key: String, label: String, unit: Unit, values: [Value], differs: Difference
        ) {
            self.key = key
            self.label = label
            self.unit = unit
            self.values = values
            self.differs = differs
        }
    }

    package enum Unit: String, Hashable, Sendable, CaseIterable {
        /// Of one hundred people.
        case perHundred = "per-100"
        case months
        case other
    }

    package enum Difference: String, Hashable, Sendable, CaseIterable {
        case yes, no, unknown
    }

    package struct Value: Hashable, Sendable {
        package var arm: String
        package var measured: Measured
        /// The 95 % interval, where it is known.
        package var interval: ClosedRange<Double>?

        package init(arm: String, measured: Measured, interval: ClosedRange<Double>?) {
            (self.arm, self.measured, self.interval) = (arm, measured, interval)
        }
    }

    package enum Measured: Hashable, Sendable {
        case value(Double)
        /// A median that more than half had not reached when the study ended.
        case notReached
    }

    package struct Words: Hashable, Sendable {
        package var tookPart: Markup
        package var compared: Markup
        package var found: Markup
        package var notTold: Markup

        package init(tookPart: Markup, compared: Markup, found: Markup, notTold: Markup) {
            self.tookPart = tookPart
            self.compared = compared
            self.found = found
            self.notTold = notTold
        }
    }
}

/// A chart of what studies measured, drawn by the program, so that no figure is copied by hand.
package struct Chart: Hashable, Sendable {
    package var key: String
    package var title: String
    /// In words, what the chart shows and what to make of it.
    package var description: String
    package var unit: Study.Unit
    package var rows: [Row]

    package init(key: String, title: String, description: String, unit: Study.Unit, rows: [Row]) {
        self.key = key
        self.title = title
        self.description = description
        self.unit = unit
        self.rows = rows
    }

    /// An outcome of a study.
    package struct Row: Hashable, Sendable {
        package var study: String
        package var outcome: String

        package init(study: String, outcome: String) {
            (self.study, self.outcome) = (study, outcome)
        }
    }
}
