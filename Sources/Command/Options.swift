internal import ArgumentParser
internal import Content
internal import Foundation
internal import Publishing

/// Which journal a command works on.
struct DatabaseOption: ParsableArguments {
    @Option(
        name: .customLong("database"),
        help: ArgumentHelp(
            "The database: a file, or postgres://… without a password. Without it, what "
                + "HOOFBEAT_DATABASE says; else data/nets.sqlite.",
            valueName: "path or url"))
    private var named: String?

    /// As it was given: a path, or a URL that may hold a password.
    var database: String { named ?? DatabaseName.given ?? "data/nets.sqlite" }

    func validate() throws {
        if let named, DatabaseName.holdsPassword(named) {
            throw ValidationError(DatabaseName.passwordAdvice)
        }
        guard DatabaseName.isKnown(database) else {
            throw ValidationError(DatabaseName.kinds)
        }
    }

    func journal(_ access: Outside.Access) throws -> Journal {
        Journal(try open(access).journal)
    }

    func open(_ access: Outside.Access) throws -> OpenDatabase {
        try Outside.get().open(database, access)
    }
}

/// How a command that lists something prints it: for people, or for programs.
enum TextOrJSON: String, ExpressibleByArgument, CaseIterable { case text, json }

/// Who acts. The name is declared, not proved.
struct ByOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("Your name, as it is kept in the journal.", valueName: "name"),
        transform: { try PersonName(declared: $0) })
    var by: PersonName
}

extension PersonName {
    init(declared text: String) throws {
        guard let name = PersonName(text) else {
            throw ValidationError(
                "A name has 1 to 100 characters, all of which can be printed.")
        }
        self = name
    }
}

/// What every act takes that readers are told about: where, why, and by whom.
struct ActOptions: ParsableArguments {
    @OptionGroup private var database: DatabaseOption
    @Option(help: ArgumentHelp("Why, in words that readers may see.", valueName: "words"))
    var reason: String
    @OptionGroup private var actor: ByOption

    var by: PersonName { actor.by }

    func journal() throws -> Journal { try database.journal(.changing) }
}

struct EditionArgument: ParsableArguments {
    @Argument(help: "The edition's folder.")
    var edition = "Editions/nets"
}

extension ItemID: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension Digest: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension Day: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension Instant: ExpressibleByArgument {
    package init?(argument: String) { self.init(rfc3339: argument) }
}

/// A day or an instant: `2027-11-24`, or `2027-11-24T12:00:00Z`.
struct DayOrInstant: ExpressibleByArgument {
    let expiry: ApprovalOrder.Expiry

    init?(argument: String) {
        if let day = Day(argument) {
            expiry = .day(day)
        } else if let instant = Instant(rfc3339: argument) {
            expiry = .instant(instant)
        } else {
            return nil
        }
    }
}

/// What `--help` tells of a command besides its one sentence: how it is used, and its exit codes.
func help(
    _ text: String, refused: String = "refused or failed, with the reason on standard error"
) -> String {
    text
        + """


        Exit codes: 0, done; 1, \(refused); 64, the words of the command were not understood.
        """
}
