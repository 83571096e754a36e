// swift-tools-version: 6.2
import PackageDescription

/// What every room is built with. A warning is an error, and a module uses only what it imports.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A room of the house: one folder of `Sources`, with the rooms and packages it may know.
func room(_ name: String, knows rooms: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: rooms, swiftSettings: strict)
}

func tests(
    _ name: String, of rooms: [Target.Dependency], except: [String] = []
) -> Target {
    .testTarget(
        name: name, dependencies: ["Cast"] + rooms, exclude: except, swiftSettings: strict)
}

/// A C library of the system, found through pkg-config, seen by one room only.
func library(_ name: String, pkgConfig: String? = nil, apt: String? = nil) -> Target {
    .systemLibrary(
        name: name, path: "Sources/Libraries/\(name)", pkgConfig: pkgConfig,
        providers: apt.map { [.apt([$0])] })
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let atomics = Target.Dependency.product(name: "Atomics", package: "swift-atomics")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let unixSignals = Target.Dependency.product(
    name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// What serving takes: Hummingbird, and the parts of SwiftNIO that the byte path uses directly.
let web: [Target.Dependency] = [
    "CMaxMind", "Content", "Press", "Publishing", "Readership", "Rendering", atomics, logging, nio,
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "HummingbirdHTTP2", package: "hummingbird"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
    .product(name: "NIOTLS", package: "swift-nio"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
]

let package = Package(
    name: "hoofbeat",
    products: [.executable(name: "hoofbeat", targets: ["hoofbeat"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-atomics", from: "1.3.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Without its traits, which SwiftPM passes on in a random order, building it anew at random.
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The pure core: no disk, network, clock, randomness or logging.

        // The values an edition is made of, the facts of its journal, and findings.
        room("Content", knows: [crypto]),
        // Files in, Content and findings out; alone reads Markdown and YAML, and never fails.
        room("Manuscript", knows: ["Content", "CMarkGFM", "Yams"]),
        // How texts read, by published formulas and checklists.
        room("Appraisal", knows: ["Content"]),
        // Clears an article for a market at an instant, or refuses with the reason.
        room("Policy", knows: ["Content"]),
        // An item becomes an article; an article and its frame become HTML.
        .target(
            name: "Rendering", dependencies: ["Content", mustache],
            resources: [.embedInCode("Templates")], swiftSettings: strict),
        // A journal becomes a site, and the site knows the instant of its next change.
        room("Press", knows: ["Content", "Policy", "Rendering", "CBrotli", "CDeflate", nio]),

        // The use cases, and the port a journal store must keep.

        // Revise, approve, withdraw, move, erase, verify: each refuses, or writes one whole entry.
        room(
            "Publishing",
            knows: [
                "Appraisal", "Content", "Manuscript", "Policy", "Rendering", "Press", atomics,
            ]),

        // Rating and following: their rules, and the ports that a store of readers and a mail
        // server must keep.
        room("Readership", knows: ["Content", "Policy", "Press", "Rendering", crypto]),

        // The shells: each knows one outside thing.

        // SQLite and PostgreSQL behind the ports of journal and readership.
        room("Stores", knows: ["CPostgres", "Content", "Publishing", "Readership", grdb]),
        // HTTP: headers, forms, and the byte path.
        room("Web", knows: web),
        // Search: an index over what the site shows, places and distances.
        room("Finder", knows: ["CDeflate", "CStemmer", "Content", "Press", "Rendering", grdb]),
        // Mail: a letter as bytes, to a server through libcurl or into a folder.
        room("Mail", knows: ["CCurl", "Content", "Readership", "Rendering"]),
        // The command line: what each word of `hoofbeat` does.
        room(
            "Command",
            knows: [
                "Appraisal", "CMalloc", "Content", "Manuscript", "Policy", "Rendering", "Press",
                "Publishing", "Readership", logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        // The one place that knows every shell, and the only one that reads a clock.
        .executableTarget(
            name: "hoofbeat",
            dependencies: [
                "Command", "Content", "Finder", "Mail", "Publishing", "Readership", "Stores", "Web",
                logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                unixSignals,
            ],
            swiftSettings: strict),

        library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        library("CMarkGFM", apt: "libcmark-gfm-extensions-dev"),
        library("CBrotli", pkgConfig: "libbrotlienc", apt: "libbrotli-dev"),
        library("CMaxMind", pkgConfig: "libmaxminddb", apt: "libmaxminddb-dev"),
        library("CPostgres", pkgConfig: "libpq", apt: "libpq-dev"),
        library("CStemmer", apt: "libstemmer-dev"),
        library("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev"),
        // The allocator of the system's own C library.
        library("CMalloc"),

        // The people, pages and approvals that every test meets.
        .target(
            name: "Cast", dependencies: ["Content", "Policy", "Rendering", "Press", "Publishing"],
            path: "Tests/Cast", swiftSettings: strict),
        // Appends to a journal until it is killed, so that a test can look at what is left.
        .executableTarget(
            name: "JournalHammer", dependencies: ["Content", "Publishing", "Stores"],
            path: "Tests/Support/JournalHammer", swiftSettings: strict),
        tests("ContentTests", of: ["Content"]),
        tests("ManuscriptTests", of: ["Content", "Manuscript"], except: ["Golden"]),
        tests("AppraisalTests", of: ["Appraisal", "Content"]),
        tests("PolicyTests", of: ["Content", "Policy"]),
        tests("RenderingTests", of: ["Content", "Rendering"]),
        tests("PressTests", of: ["Content", "Policy", "Rendering", "Press", nio]),
        tests(
            "PublishingTests",
            of: [
                "Appraisal", "Content", "Policy", "Press", "Publishing", "Rendering", "Stores", nio,
            ]),
        tests(
            "ReadershipTests",
            of: ["Content", "Policy", "Press", "Readership", "Rendering", "Stores"]),
        tests("FinderTests", of: ["Content", "Finder", "Press", "Rendering"]),
        tests("MailTests", of: ["Content", "Mail", "Readership", "Rendering"]),
        tests(
            "StoresTests",
            of: ["Content", "Publishing", "Readership", "Stores", "JournalHammer", grdb]),
        tests(
            "WebTests",
            of: ["Web", .product(name: "NIOEmbedded", package: "swift-nio"), unixSignals] + web),
        tests("TidyTests", of: []),
    ],
    swiftLanguageModes: [.v6]
)
