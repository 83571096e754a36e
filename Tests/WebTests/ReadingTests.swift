import Cast
import Content
import Testing

@testable import Web

@Suite("Accept-Encoding chooses a coding")
struct EncodingTests {
    static let headers: [(String?, Coding)] = [
        (nil, .identity), ("", .identity), ("br", .brotli), ("gzip", .gzip),
        ("identity", .identity),
        ("gzip, deflate", .gzip), ("gzip, deflate, br", .brotli),
        ("gzip, deflate, br, zstd", .brotli),
        ("gzip,br", .brotli), ("GZIP", .gzip), ("x-gzip", .gzip), ("zstd", .identity),
        ("gzip;q=1.0, br;q=0.5", .gzip), ("gzip;q=0.5, br;q=0.5", .brotli),
        ("br;q=0, gzip", .gzip), ("br;q=0.000,gzip;q=0.001", .gzip),
        ("br ; q=0 , gzip ; q=0", .identity),
        ("*", .brotli), ("*;q=0", .identity), ("*;q=0, gzip", .gzip), ("br;q=0, *", .gzip),
        ("identity;q=1, gzip;q=0.5", .identity), ("identity, gzip", .gzip),
        ("identity;q=0", .identity), ("identity;q=0, gzip;q=0.1", .gzip),
        ("gzip;q=2", .identity), ("gzip;q=", .identity), ("gzip;q=0.1234", .identity),
        ("gzip;q=abc, br;q=0.1", .brotli), ("gzip;q=1.5", .identity), (",,,gzip,,", .gzip),
        ("br;level=4", .brotli), (";;;,=;q", .identity),
    ]

    @Test("of a page that has them all", arguments: headers)
    func choose(header: String?, coding: Coding) {
        #expect(Encodings(header).best(of: .saying("home")) == coding)
    }

    @Test("of a page that has none", arguments: headers.map(\.0))
    func plain(header: String?) {
        #expect(Encodings(header).best(of: .saying("x", isCompressed: false)) == .identity)
    }
}

@Suite("Accept-Language chooses among the languages there are")
struct LanguageTests {
    static let headers: [(String?, String)] = [
        (nil, "en"), ("", "en"), ("nl", "nl"), ("NL", "nl"), ("nl-BE", "nl"), ("de", "en"),
        ("de, nl;q=0.1", "nl"), ("en;q=0.5, nl;q=0.9", "nl"), ("en, nl", "en"), ("nl, en", "nl"),
        ("nl;q=0, de", "en"), ("*", "en"), ("de, *;q=0.1", "en"), ("pt", "pt-br"),
        ("pt-BR", "pt-br"), ("pt-PT", "en"), ("nonsense;;;q=q", "en"), ("nl-", "nl"),
    ]

    @Test("the best, or the edition's first", arguments: headers)
    func choose(header: String?, tag: String) {
        let candidates = ["en", "nl", "pt-br"].map { (language: Language($0)!, path: "/\($0)") }
        #expect(best(of: candidates, for: header)?.path == "/\(tag)")
    }

    @Test("no candidates, no choice")
    func nothing() {
        #expect(best(of: [(language: Language, path: String)](), for: "en") == nil)
    }
}

@Suite("If-None-Match is compared weakly")
struct EntityTagTests {
    static let headers: [(String, Bool)] = [
        ("\"a-br\"", true), ("W/\"a-br\"", true), ("*", true), (" * ", true),
        ("\"b\", \"a-br\"", true), ("\"b\",W/\"a-br\",\"c\"", true), ("\"b\" , \"a-br\"", true),
        ("\"a\"", false), ("\"a-gz\"", false), ("\"A-BR\"", false), ("a-br", false),
        ("\"a-br", false), ("", false), ("\"b\" \"a-br\"", false), ("w/\"a-br\"", false),
        (", \"a-br\"", true), (",,", false), ("\"b\", , \"a-br\" ,", true),
        ("\"b, \"a-br\"", false), ("\"a-br\"x", false), ("**", false), ("\"x,y\", \"a-br\"", true),
    ]

    @Test("whatever form the header has", arguments: headers)
    func compare(header: String, isKnown: Bool) {
        #expect(matches(header, "\"a-br\"") == isKnown)
    }
}

@Suite("A target is a plain path, or nothing")
struct TargetTests {
    static let good: [(String, String, String?)] = [
        ("/", "/", nil), ("/int/en/", "/int/en/", nil), ("/int/en/x?q=1", "/int/en/x", "q=1"),
        ("/a?", "/a", ""), ("/a?b?c", "/a", "b?c"), ("/%61bout", "/about", nil),
        ("/caf%C3%A9", "/café", nil), ("/a.b", "/a.b", nil), ("/a..b/...", "/a..b/...", nil),
        ("/a?x=%zz&..//", "/a", "x=%zz&..//"), ("/.well-known/x", "/.well-known/x", nil),
    ]

    @Test("read", arguments: good)
    func read(text: String, path: String, query: String?) {
        #expect(Target(text)?.path == path)
        #expect(Target(text)?.query == query)
    }

    @Test(
        "refused",
        arguments: [
            "", "*", "int", "http://h/", "/..", "/../x", "/a/../b", "/a/.", "/./a", "//",
            "//evil.example",
            "/a//b", "/%2e%2e/x", "/%2E", "/a%2fb", "/a%5Cb", "/a\\b", "/%00", "/a%0d%0ab", "/%",
            "/%4",
            "/%zz",
            "/%c0%ae", "/%c0%af", "/%e0%80%af", "/%ff", "/%ed%a0%80", "/%f4%90%80%80", "/é",
            "/a b",
            "/%7f",
        ])
    func refuse(text: String) {
        #expect(Target(text) == nil)
    }

    static let forms: [(String, String)] = [
        ("http://h/x", "/x"), ("HTTPS://h:1/x?y", "/x?y"), ("http://h", "/"), ("http://h?y", "/?y"),
        ("ftp://h/x", "ftp://h/x"), ("*", "*"), ("/x", "/x"), ("http://", "/"),
    ]

    @Test("absolute form loses its host", arguments: forms)
    func absolute(text: String, path: String) {
        #expect(Target.originForm(text) == path)
    }

    @Test("a form's values are slugs")
    func values() {
        let target = Target("/x?option=prrt&a=b&option=surgery&option=%3Cb%3E&option&option=")
        #expect(target?.values(of: "option") == ["prrt", "surgery"])
    }
}

@Suite("A date, as HTTP writes it")
struct HTTPDateTests {
    static let dates: [(String, String)] = [
        ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("2026-11-24T12:00:00.999Z", "Tue, 24 Nov 2026 12:00:00 GMT"),
        ("2028-02-29T23:59:59Z", "Tue, 29 Feb 2028 23:59:59 GMT"),
        ("1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
    ]

    @Test("before and after the epoch", arguments: dates)
    func write(instant: String, text: String) {
        #expect(httpDate(Instant(rfc3339: instant)!) == text)
    }
}
